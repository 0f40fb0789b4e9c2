package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.delivery.Pace;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a service is to those who come over HTTP: something to read from a cursor, and to publish to. Where a feed can't be had, a
 * stage fails with {@link dev.echolocate.feed.FeedUnavailableException}.
 */
interface HttpFeed {
    /**
     * Where one begins who looks once: where nobody uses the name, nothing is made.
     *
     * @param room a valid name
     * @param since the cursor that it brings back, or null
     */
    CompletionStage<FeedReading> poll(String room, Query query, @Nullable String since) throws Problem;

    /**
     * Where one begins who stays.
     *
     * @param room a valid name
     * @param since the cursor that it brings back, or null
     * @param address whom the room is counted to, where it is new
     */
    CompletionStage<FeedReading> reading(String room, Query query, @Nullable String since, Address address)
            throws Problem;

    /**
     * Publishes what one sends, as if a session had sent it in {@code feed.v1}.
     *
     * @return the JSON object to answer with, or a {@link Problem}
     */
    CompletionStage<String> publish(Post post) throws Problem, BadMessageException;

    /** Bytes of the longest message. */
    int maxMessage();

    /**
     * What is read, in which dialect.
     *
     * @param feedPositions one, or some that are read as one; whoever reads closes them
     */
    record FeedReading(List<FeedPosition> feedPositions, Dialect dialect) {
        /** The same, told of Boards no more often than that. */
        FeedReading at(Pace pace) {
            feedPositions.forEach(feedPosition -> feedPosition.at(pace));
            return this;
        }
    }

    /**
     * One message.
     *
     * @param room a valid name
     * @param address whom everything is counted to that it makes and writes
     * @param secret proves who sends it, in a valid form; null where it is the first
     * @param user whom the container has authenticated, or null
     */
    record Post(
            String room,
            Query query,
            Address address,
            @Nullable String secret,
            @Nullable String user,
            String body) {}
}
