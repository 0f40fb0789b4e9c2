package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Tap;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Log;
import dev.echolocate.web.DoorSettings;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The channels of the broadcast, over HTTP. */
final class BroadcastFeed implements HttpFeed {
    private final Broadcast broadcast;
    private final DoorSettings settings;

    BroadcastFeed(Broadcast broadcast, DoorSettings settings) {
        this.broadcast = broadcast;
        this.settings = settings;
    }

    @Override
    public Reading poll(String room, Query query, @Nullable String since) throws Problem {
        return reading(HttpFeed.opened(broadcast.existing(room)), since);
    }

    @Override
    public Reading reading(String room, Query query, @Nullable String since, Address address) throws Problem {
        return reading(HttpFeed.opened(broadcast.channel(room, address)), since);
    }

    private static Reading reading(Handle<Log> handle, @Nullable String since) {
        Log log = handle.feed();
        Cursor start = log.head();
        Tap tap = since == null ? Tap.fresh(handle, start, log::head) : Tap.resume(handle, since, () -> start);
        return new Reading(List.of(tap), FeedV1.DIALECT);
    }

    @Override
    public CompletionStage<String> publish(Post post) throws Problem, BadMessageException {
        Item item = Broadcast.decode(post.body());
        if (Broadcast.length(item) > settings.broadcastMaxMessage()) {
            throw new Problem(413, "too_big", "a message may have " + settings.broadcastMaxMessage() + " bytes");
        }
        Handle<Log> handle = HttpFeed.opened(broadcast.channel(post.room(), post.address()));
        return handle.feed()
                .append(item, post.address())
                .whenComplete((outcome, failure) -> handle.close())
                .thenCompose(Answers.when("{}"));
    }

    @Override
    public int maxMessage() {
        return settings.broadcastMaxFrame(true);
    }
}
