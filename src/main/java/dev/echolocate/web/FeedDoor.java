package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Names;
import dev.echolocate.delivery.Delivery;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.Ending;
import dev.echolocate.delivery.Reader;
import dev.echolocate.delivery.Tap;
import dev.echolocate.feed.FeedUnavailableException;
import java.lang.System.Logger;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the doors to feeds have in common: a session begins at once, and reads as soon as its feeds are open. Until then what its
 * client says waits, and where the connection is ours, no more is read of it.
 */
abstract class FeedDoor extends Door {
    private static final Logger LOG = System.getLogger(FeedDoor.class.getName());

    /** Writes under way from which on no more of the client is read. */
    private static final int MANY = 32;

    private final AtomicInteger writing = new AtomicInteger();
    private volatile @Nullable Reader reader;

    /**
     * What a session reads.
     *
     * @param intro members of its first frame, as {@code "name":value}, or null
     * @param begun what else its client is told
     * @param over when the session is
     */
    record Opened(Dialect dialect, @Nullable String intro, List<Tap> taps, Consumer<Reader> begun, Runnable over) {
        /** Where there is nothing else to tell. */
        Opened(Dialect dialect, @Nullable String intro, List<Tap> taps, Runnable over) {
            this(dialect, intro, taps, reader -> {}, over);
        }
    }

    /**
     * Opens the feeds. What is wrong with the handshake is thrown; what can't be had is a {@link FeedUnavailableException} of the
     * stage.
     */
    abstract CompletionStage<Opened> open(Handshake handshake, boolean feedV1) throws Unopened;

    @Override
    final Reader opened(Handshake handshake, WebSocketSink sink, boolean feedV1) throws Unopened {
        CompletionStage<Opened> opening = open(handshake, feedV1);
        refused(opening);
        Delivery delivery = handshake.doors().delivery();
        Reader reader = delivery.open(sink, () -> {});
        this.reader = reader;
        if (opening.toCompletableFuture().isDone()) {
            var unused = opening.whenComplete((opened, failure) -> begin(reader, opened, failure));
            return reader;
        }
        EarlyMessages early = new EarlyMessages(handshake.doors().gathering().open(address(handshake)));
        wait(early);
        brake().on(Brake.Reason.OPENING);
        reader.whenOver(early::close);
        var unused = opening.whenComplete((opened, failure) -> {
            begin(reader, opened, failure);
            // Not on the thread of the engine: it has others to serve.
            delivery.later(reader, () -> {
                early.open();
                brake().off(Brake.Reason.OPENING);
            });
        });
        return reader;
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

    private void begin(Reader reader, @Nullable Opened opened, @Nullable Throwable failure) {
        if (opened != null) {
            reader.whenOver(opened.over());
            reader.follow(opened.dialect(), opened.intro(), opened.taps());
            opened.begun().accept(reader);
            return;
        }
        Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
        if (why instanceof FeedUnavailableException full) {
            count(full.refusal());
            reader.end(Ending.REFUSED, String.valueOf(full.getMessage()));
        } else {
            Enduring.survived(LOG, "a session could not begin", why == null ? new IllegalStateException() : why);
            reader.end(Ending.FAULT, "a fault of ours");
        }
    }

    @Override
    void tooEarly() {
        Reader reader = this.reader;
        if (reader != null) {
            reader.end(Ending.BUSY, "too much was sent before the session was open; try again later");
        }
    }

    /** A write is under way; who writes faster than the engine takes it is read more slowly. */
    final void writing(String what, CompletionStage<?> write) {
        Enduring.stage(what, write);
        if (write.toCompletableFuture().isDone()) {
            return;
        }
        if (writing.incrementAndGet() >= MANY) {
            brake().on(Brake.Reason.WRITING);
        }
        var unused = write.whenComplete((done, failure) -> written());
        if (writing.get() <= MANY / 2) {
            brake().off(Brake.Reason.WRITING);
        }
    }

    private void written() {
        if (writing.decrementAndGet() == MANY / 2) {
            brake().off(Brake.Reason.WRITING);
        }
    }

    /** The session, once it has begun. */
    final @Nullable Reader reader() {
        return reader;
    }

    /** Asks the session for a sign of life: somebody claims what is its own. */
    final void challenge() {
        Reader reader = this.reader;
        if (reader != null) {
            reader.challenge();
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

    /** Whom everything is counted to that the session makes and writes. */
    static Address address(Handshake handshake) {
        return handshake.peer().address();
    }
}
