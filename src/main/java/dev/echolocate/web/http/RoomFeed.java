package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.base.Stages;
import dev.echolocate.feed.FeedUnavailableException;
import dev.echolocate.web.OpenRoom;
import dev.echolocate.web.RoomMessage;
import dev.echolocate.web.RoomPart;
import dev.echolocate.web.Rooms;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A room as one, over HTTP: what is posted goes the way of the part that it is for. */
final class RoomFeed implements HttpFeed {
    private final Rooms rooms;
    private final TrackerFeed map;
    private final ChatFeed chat;
    private final int maxMessage;

    /** @param maxMessage bytes */
    RoomFeed(Rooms rooms, TrackerFeed map, ChatFeed chat, int maxMessage) {
        this.rooms = rooms;
        this.map = map;
        this.chat = chat;
        this.maxMessage = maxMessage;
    }

    @Override
    public CompletionStage<FeedReading> poll(String room, Query query, @Nullable String since) {
        return rooms.existing(room).thenApply(open -> reading(open, room, query, since));
    }

    @Override
    public CompletionStage<FeedReading> reading(String room, Query query, @Nullable String since, Address address) {
        return rooms.room(room, address).thenApply(open -> reading(open, room, query, since));
    }

    private FeedReading reading(OpenRoom open, String room, Query query, @Nullable String since) {
        return new FeedReading(open.feedPositions(since), rooms.dialect(room, query));
    }

    @Override
    public CompletionStage<String> publish(Post post) throws BadMessageException {
        RoomMessage message = RoomMessage.decode(post.body());
        String of = message.part().word();
        try {
            return sent(post, message)
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(Stages.why(failure), of)));
        } catch (BadMessageException e) {
            throw e.of(of);
        }
    }

    private CompletionStage<String> sent(Post post, RoomMessage message) throws BadMessageException {
        return message.part() == RoomPart.MAP
                ? map.publish(post, rooms.tracker().decode(message.body()))
                : chat.publish(post, message.chat());
    }

    /** Why it was refused, and whose it was. */
    private static Throwable told(Throwable why, String of) {
        if (why instanceof Problem problem) {
            return problem.whose(of);
        }
        if (why instanceof FeedUnavailableException full) {
            return Problem.of(full).whose(of);
        }
        return why instanceof BadMessageException bad ? bad.of(of) : why;
    }

    @Override
    public int maxMessage() {
        return maxMessage;
    }
}
