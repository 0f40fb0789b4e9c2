package dev.echolocate.web;

import dev.echolocate.delivery.FeedV1;
import java.util.List;

/** An endpoint of a feed: {@code feed.v1} where it is offered, plain otherwise. */
abstract class FeedConfigurator extends EndpointConfigurator {
    @Override
    String chosen(List<String> subprotocols) {
        return subprotocols.contains(FeedV1.SUBPROTOCOL) ? FeedV1.SUBPROTOCOL : "";
    }
}
