package dev.echolocate.web.http;

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
    public Reading reading(String room, Query query, @Nullable String since) throws Problem {
        Handle<Board> board = HttpFeed.opened(tracker.room(room));
        Tap tap = since == null ? Tap.fresh(board, null, () -> null) : Tap.resume(board, since, () -> null);
        return new Reading(List.of(tap), TrackerFrames.feedV1(tracker, room, query));
    }

    @Override
    public CompletionStage<String> publish(Post post) throws Problem, BadMessageException {
        TrackerProtocol.Message message = tracker.decode(post.body());
        Member visitor = tracker.visit(post.room(), HttpFeed.opened(tracker.room(post.room())), post.secret());
        Position position = message.position();
        CompletionStage<Outcome> written =
                position == null ? tracker.leave(visitor, message.id()) : tracker.report(visitor, position);
        return written.whenComplete((outcome, failure) -> tracker.gone(visitor))
                .thenCompose(Answers.when("{" + TrackerFrames.you(visitor) + "}"));
    }

    @Override
    public int maxMessage() {
        return settings.trackerMaxMessage();
    }
}
