package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Names;
import dev.echolocate.base.Stages;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.Ending;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.delivery.Hub;
import dev.echolocate.delivery.Pace;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.feed.FeedUnavailableException;
import java.lang.System.Logger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints of feeds have in common: a session begins at once, and reads as soon as its feeds are open. Until then what its
 * client says waits, and where the connection is ours, no more is read of it.
 */
abstract class FeedSessionEndpoint extends SessionEndpoint {
    private static final Logger LOG = System.getLogger(FeedSessionEndpoint.class.getName());

    /** Writes under way from which on no more of the client is read. */
    private static final int MANY = 32;

    /** How many writes are under way. Guarded by this. */
    private int writing;

    /** What they hold. Only a session whose engine is late has one. Guarded by this. */
    private AssemblyBudget.@Nullable Hold held;

    private volatile @Nullable Subscriber subscriber;

    private Pace pace = Pace.USUAL;

    /**
     * What a session reads.
     *
     * @param intro members of its first frame, as {@code "name":value}, or null
     * @param begun what else its client is told
     * @param over when the session is
     */
    record Opened(
            Dialect dialect,
            @Nullable String intro,
            List<FeedPosition> feedPositions,
            Consumer<Subscriber> begun,
            Runnable over) {
        /** Where there is nothing else to tell. */
        Opened(Dialect dialect, @Nullable String intro, List<FeedPosition> feedPositions, Runnable over) {
            this(dialect, intro, feedPositions, subscriber -> {}, over);
        }
    }

    /**
     * Opens the feeds. What is wrong with the handshake is thrown; what can't be had is a {@link FeedUnavailableException} of the
     * stage.
     */
    abstract CompletionStage<Opened> open(Handshake handshake, boolean feedV1) throws Unopened;

    @Override
    final Subscriber opened(Handshake handshake, WebSocketSink sink, boolean feedV1) throws Unopened {
        pace = pace(handshake);
        CompletionStage<Opened> opening = open(handshake, feedV1);
        refused(opening);
        Hub hub = handshake.services().hub();
        Subscriber subscriber = hub.open(sink, () -> {});
        this.subscriber = subscriber;
        if (opening.toCompletableFuture().isDone()) {
            var unused = opening.whenComplete((opened, failure) -> begin(subscriber, opened, failure));
            return subscriber;
        }
        EarlyMessages early = new EarlyMessages(handshake.services().assembly().open(address(handshake)));
        wait(early);
        brake().on(Brake.Reason.OPENING);
        subscriber.whenOver(early::close);
        Enduring.stage("an opening", opening.handle((opened, failure) -> {
            try {
                begin(subscriber, opened, failure);
            } finally {
                // Not on the thread of the engine: it has others to serve.
                hub.later(subscriber, () -> opened(early));
            }
            return subscriber;
        }));
        return subscriber;
    }

    private void opened(EarlyMessages early) {
        try {
            early.open();
        } finally {
            brake().off(Brake.Reason.OPENING);
        }
    }

    /** What is known at once begins no session. */
    private static void refused(CompletionStage<Opened> opening) throws Unopened {
        try {
            opening.toCompletableFuture().getNow(null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof FeedUnavailableException why) {
                throw new Unopened(CloseCode.TRY_AGAIN, why.refusal(), String.valueOf(why.getMessage()));
            }
            throw e;
        }
    }

    private void begin(Subscriber subscriber, @Nullable Opened opened, @Nullable Throwable failure) {
        if (opened != null) {
            opened.feedPositions().forEach(feedPosition -> feedPosition.at(pace));
            subscriber.whenOver(opened.over());
            subscriber.follow(opened.dialect(), opened.intro(), opened.feedPositions());
            opened.begun().accept(subscriber);
            return;
        }
        Throwable why = failure == null ? new IllegalStateException("nothing was opened") : Stages.why(failure);
        if (why instanceof FeedUnavailableException full) {
            count(full.refusal());
            subscriber.end(Ending.REFUSED, String.valueOf(full.getMessage()));
        } else {
            Enduring.survived(LOG, "a session could not begin", why);
            subscriber.end(Ending.FAULT, "a fault of ours");
        }
    }

    @Override
    void tooEarly() {
        Subscriber subscriber = this.subscriber;
        if (subscriber != null) {
            subscriber.end(Ending.BUSY, "too much was sent before the session was open; try again later");
        }
    }

    /**
     * Whether there is room for one write more, beside those that are under way: they count among the bytes that all sessions
     * together gather. Where there is none, its sender is to be told.
     *
     * @param bytes of heap that it takes, roughly
     */
    final synchronized boolean hasRoom(long bytes) {
        return writing == 0 || held().take(bytes);
    }

    private AssemblyBudget.Hold held() {
        AssemblyBudget.Hold held = this.held;
        if (held == null) {
            held = handshake().services().assembly().open(address(handshake()));
            this.held = held;
        }
        return held;
    }

    /** A write is under way; who writes faster than the engine takes it is read more slowly. */
    final void writing(String what, CompletionStage<?> write) {
        CompletableFuture<?> asked = write.toCompletableFuture();
        if (asked.isDone() && !asked.isCompletedExceptionally()) {
            return;
        }
        handshake().services().hub().writing(write);
        underWay(1);
        ended(what, write.whenComplete((done, failure) -> underWay(-1)));
    }

    private synchronized void underWay(int more) {
        writing += more;
        if (writing >= MANY) {
            brake().on(Brake.Reason.WRITING);
        } else if (writing <= MANY / 2) {
            brake().off(Brake.Reason.WRITING);
        }
        if (writing == 0 && held != null) {
            held.release();
        }
    }

    /** A fault of ours ends the session: nobody would tell its sender what became of it. */
    private void ended(String what, CompletionStage<?> write) {
        Enduring.stage(what, write.whenComplete((done, failure) -> {
            Subscriber subscriber = this.subscriber;
            if (failure != null && subscriber != null) {
                subscriber.end(Ending.FAULT, "a fault of ours");
            }
        }));
    }

    /** The session, once it has begun. */
    final @Nullable Subscriber subscriber() {
        return subscriber;
    }

    /** Asks the session for a sign of life: somebody claims what is its own. */
    final void challenge() {
        Subscriber subscriber = this.subscriber;
        if (subscriber != null) {
            subscriber.challenge();
        }
    }

    /** The name of the channel or room, or why there is none. */
    static String room(Handshake handshake) throws Unopened {
        if (!Names.valid(handshake.room())) {
            throw new Unopened(Names.RULE);
        }
        return handshake.room();
    }

    /** The cursor that a client brings back, or null. Only {@code feed.v1} gives cursors out. */
    static @Nullable String since(Handshake handshake, boolean feedV1) throws Unopened {
        String since = handshake.query().get("since");
        if (since != null && !feedV1) {
            throw new Unopened("since= needs the subprotocol feed.v1");
        }
        return since;
    }

    private static Pace pace(Handshake handshake) throws Unopened {
        try {
            return Pace.wished(handshake.query());
        } catch (BadMessageException e) {
            throw new Unopened(e.getMessage());
        }
    }

    /** Whom everything is counted to that the session makes and writes. */
    static Address address(Handshake handshake) {
        return handshake.peer().address();
    }
}
