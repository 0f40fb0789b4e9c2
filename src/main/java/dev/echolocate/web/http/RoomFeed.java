package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Query;
import dev.echolocate.base.Stages;
import dev.echolocate.chat.ChatMember;
import dev.echolocate.chat.Guest;
import dev.echolocate.feed.FeedUnavailableException;
import dev.echolocate.place.PlaceProtocol;
import dev.echolocate.web.Admission;
import dev.echolocate.web.OpenRoom;
import dev.echolocate.web.Refused;
import dev.echolocate.web.RoomMessage;
import dev.echolocate.web.Rooms;
import dev.echolocate.web.WriteError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A room as one, over HTTP: what is posted goes the way of the part that it is for. */
final class RoomFeed implements HttpFeed {
    private final Rooms rooms;
    private final TrackerFeed map;
    private final ChatFeed chat;
    private final Admission admission;
    private final int maxMessage;

    /** @param maxMessage bytes */
    RoomFeed(Rooms rooms, TrackerFeed map, ChatFeed chat, Admission admission, int maxMessage) {
        this.rooms = rooms;
        this.admission = admission;
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
        return switch (message.part()) {
            case MAP -> map.publish(post, rooms.tracker().decode(message.body()));
            case PLACE -> meet(post, PlaceProtocol.decode(message.body()));
            case PEOPLE, CHAT -> chat.publish(post, message.chat());
        };
    }

    private CompletionStage<String> meet(Post post, PlaceProtocol.PlaceMessage said) throws BadMessageException {
        Guest guest = Guest.of(post.user(), post.query().get("name"), post.secret());
        try {
            admission.place(post.address());
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(Problem.of(refused));
        }
        return rooms.room(post.room(), post.address()).thenCompose(open -> {
            ChatMember visitor = rooms.chat().visit(open.chat(), guest);
            return rooms.meet(post.room(), post.address(), visitor, said)
                    .whenComplete((outcome, failure) -> {
                        rooms.chat().gone(visitor);
                        open.close();
                    })
                    .thenApply(WriteError::ofPlace)
                    .thenCompose(why -> why == null
                            ? CompletableFuture.completedFuture(
                                    new JsonWriter().object().raw(visitor.you()).done())
                            : CompletableFuture.failedFuture(Problem.of(why)));
        });
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
