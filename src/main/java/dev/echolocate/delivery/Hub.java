package dev.echolocate.delivery;

import dev.echolocate.base.Address;
import dev.echolocate.base.Cap;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Threads;
import dev.echolocate.feed.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of this node, and the threads that serve them: stripes, one timer, and bounded pools for what may block.
 * Thread-safe.
 */
public final class Hub implements AutoCloseable {
    static final long CLOSE_MILLIS = 5_000;
    private static final long TICK_MILLIS = 250;

    private final HubSettings settings;
    private final LongSupplier millis;
    private final LongSupplier epochMillis;
    private final String beat;
    private final Polled polled;
    private final Unsent unsent;
    private final Stripes stripes;
    private final Timers timers;
    private final Pools pools;
    private final Sessions sessions = new Sessions();
    private final Fanouts fanouts = new Fanouts(this);
    private final Pump nothingToRead = new Pump(this, FeedV1.DIALECT, null, List.of());
    private final SessionCounts counts;

    /**
     * @param refusals counts the sessions that end because something was too much
     * @param millis a clock that only goes forward, in milliseconds, whatever it starts at
     * @param epochMillis the time of day, which subscribers are told
     * @param threads makes the threads; they should be daemons
     */
    public Hub(
            HubSettings settings,
            Counters<Refusal> refusals,
            LongSupplier millis,
            LongSupplier epochMillis,
            ThreadFactory threads) {
        this.counts = new SessionCounts(refusals);
        this.settings = settings;
        this.millis = millis;
        this.epochMillis = epochMillis;
        this.beat = new JsonWriter()
                .member("beat", (settings.beat().toMillis() + 999) / 1000)
                .done();
        this.polled = new Polled(beat);
        this.unsent = new Unsent(settings.maxUnsent(), settings.shares());
        this.stripes = new Stripes(threads);
        timers = new Timers(threads);
        pools = new Pools(settings.shares(), threads);
        var unused = timers.every(TICK_MILLIS, "a tick", this::tick);
    }

    /**
     * A session whose feeds are being opened: it answers, and asks its peer for signs of life, at once; {@link Subscriber#follow}
     * gives it what to read.
     *
     * @param ended runs once, when the session is over, however it ended
     */
    public Subscriber open(Sink sink, Runnable ended) {
        int stripe = stripes.next();
        Replies replies = new Replies(settings.maxReplies(), null);
        return started(new Subscriber(this, stripe(stripe), stripe, sink, replies, books(sink)), ended);
    }

    /** What a subscriber reads. */
    Pump pump(Dialect dialect, @Nullable String intro, List<FeedPosition> feedPositions) {
        String first = !dialect.beats() ? intro : intro == null ? beat : beat + "," + intro;
        return new Pump(this, dialect, first, List.copyOf(feedPositions));
    }

    /** What all those read who follow no feed, or none yet. */
    Pump nothingToRead() {
        return nothingToRead;
    }

    /** Runs something on some stripe, behind what waits there: for what a timer must not do itself. */
    public void later(Runnable task) {
        stripe(stripes.next()).later(task);
    }

    /** Runs something on the thread of a session's stripe, behind what waits there. */
    public void later(Subscriber session, Runnable task) {
        stripe(session.stripe()).later(task);
    }

    /**
     * Starts to pump feeds into a sink.
     *
     * @param intro members of the first frame, as {@code "name":value}, or null; {@code feed.v1} sends a first frame at once
     *     in any case, which also says how often it beats
     * @param ended runs once, when the session is over, however it ended
     */
    public Subscriber read(
            Sink sink, Dialect dialect, @Nullable String intro, List<FeedPosition> feedPositions, Runnable ended) {
        Subscriber subscriber = open(sink, ended);
        subscriber.follow(dialect, intro, feedPositions);
        return subscriber;
    }

    /**
     * A session without feeds: only replies, on the threads that bring them.
     *
     * @param maxReplies bytes of replies that may wait
     * @param readControl holds the peer back when they are more; null: the session ends with 1013 instead
     */
    public Subscriber replies(Sink sink, int maxReplies, @Nullable ReadControl readControl, Runnable ended) {
        return started(alone(sink, new Replies(maxReplies, readControl), books(sink)), ended);
    }

    /**
     * A session that is not let in: only closes it. It is counted among those that have ended, as refused, and not among
     * those that there are or were.
     */
    public Subscriber refuse(Sink sink, int code, String reason) {
        Subscriber subscriber = alone(sink, new Replies(0, null), Books.none());
        started(subscriber, () -> {});
        subscriber.end(new End(Ending.REFUSED, code, reason));
        return subscriber;
    }

    private Subscriber alone(Sink sink, Replies replies, Books books) {
        int stripe = stripes.next();
        return new Subscriber(this, sink.replying(), stripe, sink, replies, books);
    }

    private Books books(Sink sink) {
        return counts.books(sink.kind(), epochMillis(), millis());
    }

    /** What polls are answered in: as {@code json}, a {@code feed.v1}, and each says what otherwise a first frame does. */
    public Dialect polled(Dialect json) {
        return polled.of(json);
    }

    /**
     * What feeds hold now for somebody who comes, reads one frame, with items or without, and goes. Never blocks.
     *
     * @param feedPositions closed
     */
    public Frame poll(Dialect json, List<FeedPosition> feedPositions) {
        return new Pump(this, polled(json), null, feedPositions).once();
    }

    private Subscriber started(Subscriber subscriber, Runnable ended) {
        subscriber.whenOver(ended);
        subscriber.usage().begun();
        sessions.add(subscriber);
        subscriber.wake();
        return subscriber;
    }

    /** Whether nobody is served any more. */
    public boolean isStopped() {
        return sessions.isStopped();
    }

    /** How many timers run, the tick among them. */
    int timers() {
        return timers.waiting();
    }

    /** What is counted of sessions. */
    public SessionCounts counts() {
        return counts;
    }

    /** What is used of its limit. */
    public Cap cap() {
        return unsent.cap();
    }

    /** Its threads, and what waits for them. */
    public List<Threads> threads() {
        List<Threads> all = new ArrayList<>(pools.threads());
        all.add(stripes.look());
        return all;
    }

    /** How many feeds have subscribers. */
    public int fanouts() {
        return fanouts.count();
    }

    /** How many sessions there are. */
    public int sessions() {
        return sessions.count();
    }

    /** Bytes handed over and not sent, of all sessions. */
    public long unsentBytes() {
        return unsent.bytes();
    }

    /** Sends, pings and closes that did not finish at once, and are under way. */
    public int stalled() {
        return unsent.stalled();
    }

    /**
     * Ends every session with 1001, and waits for them. What was accepted before is delivered first: replies, delayed ones
     * at once, and what the feeds hold once all that is {@link #writing} is written. Who takes longer for that than two thirds of
     * the time is closed all the same, and who is not gone at its end is cut off. Returns within half a second more. Who comes
     * later is cut off at once.
     */
    public void endAll(long withinMillis) {
        sessions.endAll(withinMillis);
    }

    /** Something that was accepted is being written: before it is known what became of it, {@link #endAll} ends no subscriber of a feed. */
    public void writing(CompletionStage<?> write) {
        sessions.write(write);
    }

    /** While all sessions end: whether what is being written is still waited for. */
    boolean awaitsWrites() {
        return sessions.awaitWrites();
    }

    /** Stops all threads. Call {@link #endAll} before. */
    @Override
    public void close() {
        sessions.stop();
        timers.close();
        pools.close();
        stripes.close();
    }

    /** Ends who is dead, stalled or silent, and asks the others. */
    void tick() {
        long now = millis();
        unsent.check(now);
        long ping = settings.ping().toMillis();
        long silence = settings.silence().toMillis();
        sessions.forEach(subscriber -> Enduring.run("a session's tick", () -> subscriber.tick(now, ping, silence)));
        fanouts.tick(now);
    }

    void ended(Subscriber subscriber, Ending why) {
        counts.ended(why);
        subscriber.usage().ended();
        // Last: who waits for all to be gone then reads what was counted.
        sessions.remove(subscriber);
    }

    /** On the stripe: the feed's fan-out of that pace, with the subscriber among its own. */
    Fanout join(Feed feed, int floorMillis, Subscriber subscriber) {
        return fanouts.join(feed, floorMillis, subscriber);
    }

    /** On the stripe. */
    void leave(Fanout fanout, Subscriber subscriber) {
        fanouts.leave(fanout, subscriber);
    }

    /**
     * Runs a task that only marks or hands on, after a delay that is rounded up to 10 ms.
     *
     * @return what to cancel it with
     */
    public Future<?> later(long delayMillis, Runnable task) {
        return timers.later(delayMillis, task);
    }

    /**
     * Pings a session's peer every so many milliseconds.
     *
     * @param due on the timer's thread: whether a ping is due, or the last one still has no answer
     */
    public void pingEvery(int everyMillis, Subscriber subscriber, BooleanSupplier due) {
        Future<?> pings = timers.every(everyMillis, "a session's ping", () -> {
            if (due.getAsBoolean()) {
                subscriber.ping();
            }
        });
        subscriber.whenOver(() -> pings.cancel(false));
    }

    HubSettings settings() {
        return settings;
    }

    /** Milliseconds of the hub's clock. */
    public long millis() {
        return millis.getAsLong();
    }

    /** The time of day, in milliseconds since the epoch. */
    public long epochMillis() {
        return epochMillis.getAsLong();
    }

    /** After so long with nothing sent, a subscriber is told that there is nothing. */
    long beatMillis() {
        return settings.beat().toMillis();
    }

    Stripe stripe(int number) {
        return stripes.at(number);
    }

    int stripes() {
        return stripes.count();
    }

    Unsent unsent() {
        return unsent;
    }

    Pools pools() {
        return pools;
    }

    /**
     * For what may block and belongs to the end of an address's sessions. Bounded.
     *
     * @return throws {@link java.util.concurrent.RejectedExecutionException} where nobody will run it
     */
    public Executor blocking(Address who) {
        return pools.closes(who);
    }
}
