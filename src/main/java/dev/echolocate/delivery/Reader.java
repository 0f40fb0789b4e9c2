package dev.echolocate.delivery;

import dev.echolocate.base.Enduring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pumps feeds into one sink: a cursor for each feed, and one operation in flight (a batch's frame, a reply, a ping, the
 * close), never a queue of what it has not read. Public methods may be called on any thread and don't block. Everything
 * else happens on the reader's lane, one run at a time.
 */
public final class Reader {
    private static final Logger LOG = System.getLogger(Reader.class.getName());

    private final Delivery delivery;
    private final Lane lane;
    private final int stripe;
    private final Sink sink;
    private final Outbox outbox;
    private final Flight flight;
    private final Account account;
    private final Books books;
    private final Pulse pulse;
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
    private final AtomicReference<@Nullable Intake> opened = new AtomicReference<>();

    /** Null until there is something to read. Set on the lane. */
    private volatile @Nullable Intake intake;

    // On the lane.
    private boolean finished;

    Reader(Delivery delivery, Executor on, int stripe, Sink sink, Replies replies, Books books) {
        this.delivery = delivery;
        this.lane = new Lane(on, delivery.stripe(stripe), this::step, () -> abort(Ending.FAULT, "it failed"));
        this.stripe = stripe;
        this.sink = sink;
        this.account = delivery.unsent().open(sink.address());
        this.books = books;
        this.sentAt = delivery.millis();
        this.pulse = new Pulse(sentAt);
        this.outbox = new Outbox(delivery, this, replies, account);
        this.flight = new Flight(delivery, this, sink, account, pulse, () -> gone);
    }

    /**
     * From now on it reads. Once for each session at most; where it is over, what is given is closed.
     *
     * @param intro members of the first frame, as {@code "name":value}, or null; {@code feed.v1} sends a first frame at once
     *     in any case, which also says how often it beats
     * @param taps closed when the session is over
     */
    public void follow(Dialect dialect, @Nullable String intro, List<Tap> taps) {
        opened.set(delivery.intake(dialect, intro, taps));
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
        if (pulse.ask()) {
            wake();
        }
    }

    /** Something was read from the peer: it lives. */
    public void heard() {
        pulse.heard(delivery.millis());
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
        expires = delivery.millis() + millis;
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

    /** Asks the peer for a sign of life now, at most every 5 s; without an answer in 5 s the session is ended. */
    public void challenge() {
        if (pulse.challenge(delivery.millis())) {
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
        if (outbox.paused()) {
            // It can't be heard while it is held back; the send in flight has a deadline.
            pulse.heard(now);
        }
        Pulse.Verdict verdict = pulse.tick(now, pingMillis, silenceMillis);
        if (verdict == Pulse.Verdict.DEAD) {
            cutOff(Ending.SILENT, "it gives no sign of life");
        } else if (pulse.wanted() || hungry() || beatDue(now)) {
            wakeLater();
        }
    }

    private boolean hungry() {
        Intake intake = this.intake;
        return intake != null && intake.hungry();
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
        Intake opened = this.opened.getAndSet(null);
        if (opened != null && finished) {
            opened.leave(stripe, this);
        } else if (opened != null) {
            intake = opened;
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
        Replies.Reply reply = outbox.poll(drains);
        if (reply != null) {
            return answer(reply);
        }
        if (end != null && !(drains && owes())) {
            return close(end);
        }
        if (pulse.wanted() && !framesServe() && flight.ping(pinging)) {
            return true;
        }
        Intake intake = this.intake;
        Frame frame = intake == null ? null : intake.poll();
        if (frame != null) {
            return send(frame, frame.size());
        }
        return (intake != null && read(intake)) || beat() || (drains && !owes());
    }

    /** Any thread. */
    private boolean beatDue(long now) {
        Intake intake = this.intake;
        return intake != null && intake.beats() && now - sentAt >= delivery.beatMillis();
    }

    /** Whether a frame follows that is as good as the ping. */
    private boolean framesServe() {
        return sink.livesByTaking() && beatDue(delivery.millis());
    }

    /** All is read and sent, and nothing was sent for so long: says that. */
    private boolean beat() {
        long now = delivery.millis();
        Intake intake = this.intake;
        if (intake == null || !beatDue(now)) {
            return false;
        }
        pulse.accompany(now);
        Frame frame = intake.beat();
        account.add(frame.size());
        return send(frame, frame.size());
    }

    /** Whether something that was accepted before the stop is not delivered. */
    private boolean owes() {
        Intake intake = this.intake;
        return intake != null && intake.owes();
    }

    private boolean answer(Replies.Reply reply) {
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
        sentAt = delivery.millis();
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

    private boolean read(Intake intake) {
        if (!intake.fill(account)) {
            return false;
        }
        if (intake.lost()) {
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
        Intake intake = this.intake;
        if (intake != null) {
            tidily(() -> intake.leave(stripe, this));
        }
        afterwards.run(Reader::tidily);
        End end = this.end.get();
        Ending why = end == null ? Ending.LEFT : end.why();
        Ledger ledger = books.ledger();
        if (ledger != null) {
            tidily(() -> delivery.over(ledger.over(sink.kind(), sink.address(), delivery.millis(), why)));
        }
        delivery.ended(this, why);
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
