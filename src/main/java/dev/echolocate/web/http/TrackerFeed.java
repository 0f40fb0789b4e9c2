package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Query;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Outcome;
import dev.echolocate.tracker.Member;
import dev.echolocate.tracker.Tracker;
import dev.echolocate.tracker.TrackerProtocol;
import dev.echolocate.web.EndpointSettings;
import dev.echolocate.web.TrackerFrames;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Positions, over HTTP. */
final class TrackerFeed implements HttpFeed {
    private final Tracker tracker;
    private final EndpointSettings settings;

    TrackerFeed(Tracker tracker, EndpointSettings settings) {
        this.tracker = tracker;
        this.settings = settings;
    }

    @Override
    public CompletionStage<FeedReading> poll(String room, Query query, @Nullable String since) {
        return tracker.existing(room).thenApply(board -> reading(room, board, query, since));
    }

    @Override
    public CompletionStage<FeedReading> reading(String room, Query query, @Nullable String since, Address address) {
        return tracker.room(room, address).thenApply(board -> reading(room, board, query, since));
    }

    private FeedReading reading(String room, Handle<Board> board, Query query, @Nullable String since) {
        FeedPosition feedPosition = since == null
                ? FeedPosition.fresh(board, null, () -> null)
                : FeedPosition.resume(board, since, () -> null);
        return new FeedReading(List.of(feedPosition), TrackerFrames.feedV1(tracker, room, query));
    }

    @Override
    public CompletionStage<String> publish(Post post) throws BadMessageException {
        return publish(post, tracker.decode(post.body()));
    }

    /** As above, once its body is decoded. */
    CompletionStage<String> publish(Post post, TrackerProtocol.TrackerMessage message) {
        return tracker.room(post.room(), post.address()).thenCompose(board -> {
            Member visitor = tracker.visit(board, post.address(), post.secret());
            return written(visitor, message)
                    .whenComplete((outcome, failure) -> tracker.gone(visitor))
                    .thenCompose(WriteAnswers.when(new JsonWriter()
                            .object()
                            .raw(TrackerFrames.you(visitor))
                            .done()));
        });
    }

    private CompletionStage<Outcome> written(Member visitor, TrackerProtocol.TrackerMessage message) {
        try {
            return tracker.take(visitor, message);
        } catch (BadMessageException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public int maxMessage() {
        return settings.trackerMaxMessage();
    }
}
