package dev.echolocate.delivery;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Enduring;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A session: pumps feeds into one sink: a cursor for each feed, and one operation in flight (a batch's frame, a reply, a ping, the
 * close), never a queue of what it has not read. Public methods may be called on any thread and don't block. Everything
 * else happens on the session's lane, one run at a time.
 */
public final class Subscriber {
    private final Hub hub;
    private final int stripe;
    private final Sink sink;
    private final Budget.Share unsent;
    private final Books books;
    private final Heartbeat heartbeat;
    private final Outbox outbox;
    private final Termination termination;
    private final SendLoop loop;
    private final Afterwards afterwards = new Afterwards();

    private volatile LongFunction<@Nullable String> unfinished = nowMillis -> null;
    private volatile BooleanSupplier heldBack = () -> false;
    private volatile boolean pingedOften;

    Subscriber(Hub hub, Executor on, int stripe, Sink sink, Replies replies, Books books) {
        this.hub = hub;
        this.stripe = stripe;
        this.sink = sink;
        this.unsent = hub.unsent().open(sink.address());
        this.books = books;
        this.heartbeat = new Heartbeat(hub.millis());
        this.outbox = new Outbox(hub, this, replies, unsent);
        this.termination = new Termination(sink);
        Flight flight = new Flight(hub, this, sink, unsent, books, heartbeat, termination);
        this.loop = new SendLoop(hub, on, this, sink, outbox, flight, heartbeat, termination);
    }

    /**
     * From now on it reads. Once for each session at most; where it is over, what is given is closed.
     *
     * @param intro members of the first frame, as {@code "name":value}, or null; {@code feed.v1} sends a first frame at once
     *     in any case, which also says how often it beats
     * @param feedPositions closed when the session is over
     */
    public void follow(Dialect dialect, @Nullable String intro, List<FeedPosition> feedPositions) {
        loop.follow(hub.pump(dialect, intro, feedPositions));
    }

    /**
     * Sends a frame to this peer alone, before the next batch.
     *
     * @return false where too many replies wait: the frame is dropped, and the session ends with 1013
     */
    public boolean reply(Frame frame) {
        return reply(frame, 0);
    }

    /** As above, but not before so many milliseconds are over. What is delayed alike keeps its order. */
    public boolean reply(Frame frame, int delayMillis) {
        boolean taken = outbox.offer(frame, delayMillis);
        if (taken) {
            wake();
        } else {
            end(Ending.UNREAD, "too many replies wait for you to read them");
        }
        return taken;
    }

    /**
     * Ends the session as {@link #end} does, in so many milliseconds, after all replies that were given before with such
     * a delay or less.
     */
    public void endAfterReplies(int code, String reason, int delayMillis) {
        outbox.offer(() -> end(new End(Ending.ASKED, code, reason)), delayMillis);
        wake();
    }

    /** As above, but ends the transport, with nothing said. */
    public void cutAfterReplies(int delayMillis) {
        outbox.offer(() -> abort(Ending.ASKED, "as it asked"), delayMillis);
        wake();
    }

    /**
     * Runs something once all replies that were given before are sent, delayed ones too, unless the session ends first.
     * Whoever waits for it before the next reply has no more than one in the queue. It only marks: the session waits for it.
     */
    public void afterReplies(Runnable action) {
        outbox.offerLast(action);
        wake();
    }

    /**
     * Pings the peer soon, unless a ping waits already. From now on its pings have threads that are not for the others':
     * who asks to be pinged all the time and doesn't read keeps them from nothing.
     */
    void ping() {
        pingedOften = true;
        if (heartbeat.ask()) {
            wakeLater();
        }
    }

    /** Something was read from the peer: it lives. */
    public void heard() {
        heartbeat.heard(hub.millis());
    }

    /** A message has come from the peer, whole: so many bytes. */
    public void took(long bytes) {
        books.took(bytes);
    }

    /** Whether the session is over, or about to be. */
    public boolean ending() {
        return termination.isGone() || termination.how() != null;
    }

    /** Ends the session politely, for a reason of ours, after what is in flight and the replies that wait. The first reason stands. */
    public void end(Ending why, String words) {
        end(End.of(why, words));
    }

    /** As above. */
    public void end(End how) {
        termination.begin(how);
        wake();
    }

    /** The close code that was asked for, or 0. */
    int endsWith() {
        End end = termination.how();
        return end == null ? 0 : end.code();
    }

    /** Ends the session politely in so many milliseconds, to within a quarter of a second, unless it has ended before. */
    public void endAfter(long millis) {
        termination.expireAt(hub.millis() + millis);
    }

    /** The server stops: ends the session as {@link #end} does, after all that was accepted before. */
    void drain() {
        termination.drain();
        wake();
    }

    /** That takes too long. */
    void hurry() {
        termination.hurry();
        wake();
    }

    /** The session is closed. Idempotent. */
    public void closed() {
        termination.gone();
        wake();
    }

    /**
     * Runs something once, when the session is over, however it ended; at once where it is over. On the lane: it doesn't
     * block.
     */
    public void whenOver(Runnable action) {
        afterwards.add(action);
    }

    /**
     * Asks at every tick whether a message of the peer takes too long to come: then the session ends with 1008.
     *
     * @param late on the timer's thread, given the time: in what words; null where there is none
     */
    public void watch(LongFunction<@Nullable String> late) {
        unfinished = late;
    }

    /**
     * Asks at every tick whether nothing is read of the peer at the moment: then it is not silent, it can't be heard.
     *
     * @param heldBack on the timer's thread
     */
    public void hearsNothing(BooleanSupplier heldBack) {
        this.heldBack = heldBack;
    }

    /** Asks the peer for a sign of life now, at most every 5 s; without an answer in 5 s the session is ended. */
    public void challenge() {
        if (heartbeat.challenge(hub.millis())) {
            wake();
        }
    }

    /** Cuts the session off. */
    void abort(Ending why, String words) {
        if (termination.cut(why, words)) {
            wake();
        }
    }

    /** As above, on a thread that is to run nothing of this session. */
    void cutOff(Ending why, String words) {
        if (termination.cut(why, words)) {
            wakeLater();
        }
    }

    boolean isPingedOften() {
        return pingedOften;
    }

    /** What it has that is not sent. */
    Budget.Share unsent() {
        return unsent;
    }

    int stripe() {
        return stripe;
    }

    Usage usage() {
        return books.usage();
    }

    void wake() {
        loop.wake();
    }

    /** For timers: on a stripe, whatever the lane. */
    void wakeLater() {
        loop.wakeLater();
    }

    /** Every tick, on the timer's thread. */
    void tick(long nowMillis, long pingMillis, long silenceMillis) {
        if (termination.isGone()) {
            return;
        }
        if (termination.isExpired(nowMillis)) {
            endLater(Ending.EXPIRED, "time is up");
        }
        String late = unfinished.apply(nowMillis);
        if (late != null) {
            endLater(Ending.UNFINISHED, late);
        }
        if (outbox.paused() || heldBack.getAsBoolean()) {
            // It can't be heard while it is held back; the send in flight has a deadline.
            heartbeat.heard(nowMillis);
        }
        Heartbeat.LifeSign verdict = heartbeat.tick(nowMillis, pingMillis, silenceMillis);
        if (verdict == Heartbeat.LifeSign.DEAD) {
            cutOff(Ending.SILENT, "it gives no sign of life");
        } else if (loop.isDue(nowMillis)) {
            wakeLater();
        }
    }

    private void endLater(Ending why, String words) {
        if (termination.begin(End.of(why, words))) {
            wakeLater();
        }
    }

    /** On the lane, once: nothing more is sent. */
    void over() {
        unsent.close();
        afterwards.run(action -> Enduring.run("what comes after a session", action));
        End end = termination.how();
        Ending why = end == null ? Ending.LEFT : end.why();
        Ledger ledger = books.ledger();
        if (ledger != null) {
            Over over = ledger.over(sink.kind(), sink.address(), hub.millis(), why);
            Enduring.run("telling of a session", () -> hub.counts().over(over));
        }
        hub.ended(this, why);
    }
}
