package dev.echolocate.web;

import dev.echolocate.delivery.FeedV1;
import java.util.List;

/** A door to a feed: {@code feed.v1} where it is offered, plain otherwise. */
abstract class FeedConfigurator extends DoorConfigurator {
    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return requested.contains(FeedV1.SUBPROTOCOL) ? FeedV1.SUBPROTOCOL : "";
    }
}
