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
    public Reading poll(String room, Query query, @Nullable String since) throws Problem {
        return reading(room, HttpFeed.opened(tracker.existing(room)), query, since);
    }

    @Override
    public Reading reading(String room, Query query, @Nullable String since, Address address) throws Problem {
        return reading(room, HttpFeed.opened(tracker.room(room, address)), query, since);
    }

    private Reading reading(String room, Handle<Board> board, Query query, @Nullable String since) {
        Tap tap = since == null ? Tap.fresh(board, null, () -> null) : Tap.resume(board, since, () -> null);
        return new Reading(List.of(tap), TrackerFrames.feedV1(tracker, room, query));
    }

    @Override
    public CompletionStage<String> publish(Post post) throws Problem, BadMessageException {
        TrackerProtocol.Message message = tracker.decode(post.body());
        Handle<Board> board = HttpFeed.opened(tracker.room(post.room(), post.address()));
        Member visitor = tracker.visit(post.room(), board, post.address(), post.secret());
        Position position = message.position();
        CompletionStage<Outcome> written;
        try {
            written = position == null ? tracker.leave(visitor, message.id()) : tracker.report(visitor, position);
        } catch (BadMessageException | RuntimeException e) {
            tracker.gone(visitor);
            throw e;
        }
        return written.whenComplete((outcome, failure) -> tracker.gone(visitor))
                .thenCompose(Answers.when("{" + TrackerFrames.you(visitor) + "}"));
    }

    @Override
    public int maxMessage() {
        return settings.trackerMaxMessage();
    }
}
