package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.delivery.Tap;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Outcome;
import dev.echolocate.tracker.Member;
import dev.echolocate.tracker.Position;
import dev.echolocate.tracker.Tracker;
import dev.echolocate.tracker.TrackerProtocol;
import dev.echolocate.web.DoorSettings;
import dev.echolocate.web.TrackerFrames;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Positions, over HTTP. */
final class TrackerFeed implements HttpFeed {
    private final Tracker tracker;
    private final DoorSettings settings;

    TrackerFeed(Tracker tracker, DoorSettings settings) {
        this.tracker = tracker;
        this.settings = settings;
    }

    @Override
    public CompletionStage<Reading> poll(String room, Query query, @Nullable String since) {
        return tracker.existing(room).thenApply(board -> reading(room, board, query, since));
    }

    @Override
    public CompletionStage<Reading> reading(String room, Query query, @Nullable String since, Address address) {
        return tracker.room(room, address).thenApply(board -> reading(room, board, query, since));
    }

    private Reading reading(String room, Handle<Board> board, Query query, @Nullable String since) {
        Tap tap = since == null ? Tap.fresh(board, null, () -> null) : Tap.resume(board, since, () -> null);
        return new Reading(List.of(tap), TrackerFrames.feedV1(tracker, room, query));
    }

    @Override
    public CompletionStage<String> publish(Post post) throws BadMessageException {
        TrackerProtocol.Message message = tracker.decode(post.body());
        return tracker.room(post.room(), post.address()).thenCompose(board -> {
            Member visitor = tracker.visit(board, post.address(), post.secret());
            return written(visitor, message)
                    .whenComplete((outcome, failure) -> tracker.gone(visitor))
                    .thenCompose(Answers.when("{" + TrackerFrames.you(visitor) + "}"));
        });
    }

    private CompletionStage<Outcome> written(Member visitor, TrackerProtocol.Message message) {
        Position position = message.position();
        try {
            return position == null ? tracker.leave(visitor, message.id()) : tracker.report(visitor, position);
        } catch (BadMessageException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public int maxMessage() {
        return settings.trackerMaxMessage();
    }
}
