package dev.echolocate.delivery;

import dev.echolocate.base.Enduring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pumps feeds into one sink: a cursor for each feed, and one operation in flight (a batch's frame, a reply, a ping, the
 * close), never a queue of what it has not read. Public methods may be called on any thread and don't block. Everything
 * else happens on the reader's lane, one run at a time.
 */
public final class Subscriber {
    private static final Logger LOG = System.getLogger(Subscriber.class.getName());

    private final Hub hub;
    private final Lane lane;
    private final int stripe;
    private final Sink sink;
    private final Outbox outbox;
    private final Flight flight;
    private final Account account;
    private final Books books;
    private final Heartbeat heartbeat;
    private final Afterwards afterwards = new Afterwards();

    // Set on any thread.
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private volatile boolean gone;
    private volatile boolean draining;
    private volatile long expires = Long.MAX_VALUE;
    private volatile @Nullable Future<?> timer;
    private volatile boolean pinging;
    private volatile long sentAt;
    private volatile LongFunction<@Nullable String> unfinished = now -> null;
    private volatile BooleanSupplier heldBack = () -> false;
    private final AtomicReference<@Nullable Pump> opened = new AtomicReference<>();

    /** Null until there is something to read. Set on the lane. */
    private volatile @Nullable Pump pump;

    // On the lane.
    private boolean finished;

    Subscriber(Hub hub, Executor on, int stripe, Sink sink, Replies replies, Books books) {
        this.hub = hub;
        this.lane = new Lane(on, hub.stripe(stripe), this::step, () -> abort(Ending.FAULT, "it failed"));
        this.stripe = stripe;
        this.sink = sink;
        this.account = hub.unsent().open(sink.address());
        this.books = books;
        this.sentAt = hub.millis();
        this.heartbeat = new Heartbeat(sentAt);
        this.outbox = new Outbox(hub, this, replies, account);
        this.flight = new Flight(hub, this, sink, account, heartbeat, () -> gone);
    }

    /**
     * From now on it reads. Once for each session at most; where it is over, what is given is closed.
     *
     * @param intro members of the first frame, as {@code "name":value}, or null; {@code feed.v1} sends a first frame at once
     *     in any case, which also says how often it beats
     * @param feedPositions closed when the session is over
     */
    public void follow(Dialect dialect, @Nullable String intro, List<FeedPosition> feedPositions) {
        opened.set(hub.pump(dialect, intro, feedPositions));
        wake();
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
    public boolean reply(Frame frame, int delay) {
        boolean taken = outbox.offer(frame, delay);
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
    public void endAfterReplies(int code, String reason, int delay) {
        outbox.offer(() -> end(new End(Ending.ASKED, code, reason)), delay);
        wake();
    }

    /** As above, but ends the transport, with nothing said. */
    public void cutAfterReplies(int delay) {
        outbox.offer(() -> abort(Ending.ASKED, "as it asked"), delay);
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
    public void ping() {
        pinging = true;
        if (heartbeat.ask()) {
            wake();
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
        return gone || end.get() != null;
    }

    /** Ends the session politely, for a reason of ours, after what is in flight and the replies that wait. The first reason stands. */
    public void end(Ending why, String words) {
        end(End.of(why, words));
    }

    /** As above. */
    public void end(End how) {
        end.compareAndSet(null, how);
        wake();
    }

    /** The close code that was asked for, or 0. */
    int endsWith() {
        End end = this.end.get();
        return end == null ? 0 : end.code();
    }

    /** Ends the session politely in so many milliseconds, to within a quarter of a second, unless it has ended before. */
    public void endAfter(long millis) {
        expires = hub.millis() + millis;
    }

    /** The server stops: ends the session as {@link #end} does, after all that was accepted before. */
    void drain() {
        draining = true;
        end(Ending.STOPPING, "the server stops");
    }

    /** That takes too long. */
    void hurry() {
        draining = false;
        wake();
    }

    /** The session is closed. Idempotent. */
    public void closed() {
        gone = true;
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
        if (cut(why, words)) {
            wake();
        }
    }

    /** As above, on a thread that is to run nothing of this session. */
    void cutOff(Ending why, String words) {
        if (cut(why, words)) {
            wakeLater();
        }
    }

    private boolean cut(Ending why, String words) {
        if (gone) {
            return false;
        }
        LOG.log(Level.DEBUG, "a session is ended: {0}", words);
        end.compareAndSet(null, End.of(why, words));
        try {
            sink.abort();
        } catch (RuntimeException | Error e) {
            // It could not even be cut off; it is over all the same.
            Enduring.tell(e);
            LOG.log(Level.DEBUG, "a session could not be cut off", e);
        }
        gone = true;
        return true;
    }

    Account account() {
        return account;
    }

    int stripe() {
        return stripe;
    }

    /** What runs for this session alone, and is of no use after it. */
    void timer(Future<?> running) {
        timer = running;
        if (gone) {
            running.cancel(false);
        }
    }

    Usage usage() {
        return books.usage();
    }

    void start() {
        wake();
    }

    void wake() {
        lane.wake();
    }

    /** For timers: on a stripe, whatever the lane. */
    void wakeLater() {
        lane.wakeLater();
    }

    /** Every tick, on the timer's thread. */
    void tick(long now, long pingMillis, long silenceMillis) {
        if (gone) {
            return;
        }
        if (now >= expires) {
            endLater(Ending.EXPIRED, "time is up");
        }
        String late = unfinished.apply(now);
        if (late != null) {
            endLater(Ending.UNFINISHED, late);
        }
        if (outbox.paused() || heldBack.getAsBoolean()) {
            // It can't be heard while it is held back; the send in flight has a deadline.
            heartbeat.heard(now);
        }
        Heartbeat.LifeSign verdict = heartbeat.tick(now, pingMillis, silenceMillis);
        if (verdict == Heartbeat.LifeSign.DEAD) {
            cutOff(Ending.SILENT, "it gives no sign of life");
        } else if (heartbeat.wanted() || hungry() || beatDue(now)) {
            wakeLater();
        }
    }

    private boolean hungry() {
        Pump pump = this.pump;
        return pump != null && pump.hungry();
    }

    private void endLater(Ending why, String words) {
        if (end.compareAndSet(null, End.of(why, words))) {
            wakeLater();
        }
    }

    /** Goes on until there is nothing to do; true where there may be more, but its turn is over. */
    private boolean step() {
        join();
        while (!finished) {
            if (gone) {
                finish();
                return false;
            }
            Operation operation = flight.operation();
            if (operation != null) {
                if (!operation.done()) {
                    return false;
                }
                land(operation);
            } else if (lane.turn().isOver()) {
                return true;
            } else if (!next()) {
                return false;
            }
        }
        return false;
    }

    private void join() {
        Pump opened = this.opened.getAndSet(null);
        if (opened != null && finished) {
            opened.leave(stripe, this);
        } else if (opened != null) {
            pump = opened;
            opened.join(stripe, this);
        }
    }

    private void land(Operation operation) {
        Throwable failure = flight.land(operation);
        if (failure != null) {
            abort(Ending.LOST, failure.toString());
        }
    }

    /** Starts the next operation, or changes something that may allow one; false where there is nothing to do. */
    private boolean next() {
        lane.turn().step();
        End end = this.end.get();
        boolean drains = end != null && end.why() == Ending.STOPPING && draining;
        Replies.QueuedReply reply = outbox.poll(drains);
        if (reply != null) {
            return answer(reply);
        }
        if (end != null && !(drains && owes())) {
            return close(end);
        }
        if (heartbeat.wanted() && !framesServe() && flight.ping(pinging)) {
            return true;
        }
        Pump pump = this.pump;
        Frame frame = pump == null ? null : pump.poll();
        if (frame != null) {
            return send(frame, frame.size());
        }
        return (pump != null && read(pump)) || beat() || (drains && !owes());
    }

    /** Any thread. */
    private boolean beatDue(long now) {
        Pump pump = this.pump;
        return pump != null && pump.beats() && now - sentAt >= hub.beatMillis();
    }

    /** Whether a frame follows that is as good as the ping. */
    private boolean framesServe() {
        return sink.livesByTaking() && beatDue(hub.millis());
    }

    /** All is read and sent, and nothing was sent for so long: says that. */
    private boolean beat() {
        long now = hub.millis();
        Pump pump = this.pump;
        if (pump == null || !beatDue(now)) {
            return false;
        }
        heartbeat.accompany(now);
        Frame frame = pump.beat();
        account.add(frame.size());
        return send(frame, frame.size());
    }

    /** Whether something that was accepted before the stop is not delivered. */
    private boolean owes() {
        Pump pump = this.pump;
        return pump != null && pump.owes();
    }

    private boolean answer(Replies.QueuedReply reply) {
        Frame frame = reply.frame();
        if (frame != null) {
            return send(frame, Replies.cost(frame));
        }
        reply.action().run();
        return true;
    }

    private boolean send(Frame frame, long cost) {
        lane.turn().sent(frame.size());
        books.gave(frame.length());
        sentAt = hub.millis();
        if (!flight.send(frame, cost)) {
            end(Ending.BUSY, "too many messages in parts at once; try again later");
        }
        return true;
    }

    private boolean close(End end) {
        if (!flight.close(end)) {
            abort(end.why(), "too many sessions end at once");
        }
        return true;
    }

    private boolean read(Pump pump) {
        if (!pump.fill(account)) {
            return false;
        }
        if (pump.lost()) {
            end(Ending.BEHIND, "you are too far behind: messages were lost");
        }
        return true;
    }

    private void finish() {
        finished = true;
        flight.abandon();
        Future<?> timer = this.timer;
        if (timer != null) {
            timer.cancel(false);
        }
        account.close();
        tidily(outbox::close);
        Pump pump = this.pump;
        if (pump != null) {
            tidily(() -> pump.leave(stripe, this));
        }
        afterwards.run(Subscriber::tidily);
        End end = this.end.get();
        Ending why = end == null ? Ending.LEFT : end.why();
        Ledger ledger = books.ledger();
        if (ledger != null) {
            tidily(() -> hub.counts().over(ledger.over(sink.kind(), sink.address(), hub.millis(), why)));
        }
        hub.ended(this, why);
    }

    /** What fails keeps nothing else from being given back. */
    private static void tidily(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            Enduring.survived(LOG, "a session did not end tidily", e);
        }
    }
}
