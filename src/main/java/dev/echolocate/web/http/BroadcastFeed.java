package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Log;
import dev.echolocate.web.EndpointSettings;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The channels of the broadcast, over HTTP. */
final class BroadcastFeed implements HttpFeed {
    private final Broadcast broadcast;
    private final EndpointSettings settings;

    BroadcastFeed(Broadcast broadcast, EndpointSettings settings) {
        this.broadcast = broadcast;
        this.settings = settings;
    }

    @Override
    public CompletionStage<FeedReading> poll(String room, Query query, @Nullable String since) {
        return broadcast.existing(room).thenApply(channel -> reading(channel, since));
    }

    @Override
    public CompletionStage<FeedReading> reading(String room, Query query, @Nullable String since, Address address) {
        return broadcast.channel(room, address).thenApply(channel -> reading(channel, since));
    }

    private static FeedReading reading(Handle<Log> channel, @Nullable String since) {
        return new FeedReading(List.of(Broadcast.feedPosition(channel, channel.from(), since)), FeedV1.DIALECT);
    }

    @Override
    public CompletionStage<String> publish(Post post) throws Problem, BadMessageException {
        Item item = Broadcast.decode(post.body());
        if (item.length() > settings.broadcastMaxMessage()) {
            throw new Problem(413, "too_big", "a message may have " + settings.broadcastMaxMessage() + " bytes");
        }
        return broadcast
                .channel(post.room(), post.address())
                .thenCompose(channel -> channel.feed()
                        .append(item, post.address())
                        .whenComplete((outcome, failure) -> channel.close())
                        .thenCompose(WriteAnswers.when("{}")));
    }

    @Override
    public int maxMessage() {
        return settings.broadcastMaxFrame(true);
    }
}
