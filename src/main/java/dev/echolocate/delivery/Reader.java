package dev.echolocate.delivery;

import dev.echolocate.base.CloseCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Pumps feeds into one sink: a cursor for each feed, and one operation in flight (a batch's frame, a reply, a ping, the
 * close), never a queue of what it has not read. Public methods may be called on any thread and don't block. Everything
 * else happens on the reader's lane, one run at a time: {@link #wake} counts, and who counts from zero starts the run,
 * which goes on until it has seen every count. So a wake-up is never lost, and a completion inside of a send never grows
 * the stack.
 */
public final class Reader {
    private static final Logger LOG = System.getLogger(Reader.class.getName());

    private final Delivery delivery;
    private final Executor lane;
    private final int stripe;
    private final Sink sink;
    private final Intake intake;
    private final Replies replies;
    private final Runnable ended;
    private final AtomicInteger wakeups = new AtomicInteger();
    private final Account account;
    private final Pulse pulse;

    // Set on any thread.
    private volatile boolean gone;
    private volatile @Nullable End end;
    private volatile long expires = Long.MAX_VALUE;
    private volatile @Nullable Future<?> timer;
    private volatile boolean pinging;

    // On the lane.
    private final Queue<Frame> batch = new ArrayDeque<>();
    private final Waiting waiting;
    private @Nullable Operation inFlight;
    private long bytesInFlight;
    private boolean started;
    private boolean finished;

    private record End(int code, String reason) {}

    Reader(Delivery delivery, Executor lane, int stripe, Sink sink, Intake intake, Replies replies, Runnable ended) {
        this.delivery = delivery;
        this.lane = lane;
        this.stripe = stripe;
        this.sink = sink;
        this.intake = intake;
        this.replies = replies;
        this.ended = ended;
        this.account = new Account(delivery.unsent());
        this.pulse = new Pulse(delivery.millis());
        this.waiting = new Waiting(delivery, this, stripe);
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
        // Counted before the lane can send it. Not under the queue's lock: over the cap this ends a session, maybe this
        // one.
        account.add(Replies.cost(frame));
        boolean taken = replies.offer(frame, due(delay));
        if (taken) {
            wake();
        } else {
            account.remove(Replies.cost(frame));
            end(CloseCode.TRY_AGAIN, "too many replies wait for you to read them");
        }
        return taken;
    }

    /**
     * Ends the session as {@link #end} does, in so many milliseconds, after all replies that were given before with such
     * a delay or less.
     */
    public void endAfterReplies(int code, String reason, int delay) {
        replies.offer(() -> end(code, reason), due(delay));
        wake();
    }

    /** As above, but ends the transport, with nothing said. */
    public void cutAfterReplies(int delay) {
        replies.offer(() -> abort("as it asked"), due(delay));
        wake();
    }

    /**
     * Runs something once all replies that were given before are sent, unless the session ends first. Whoever waits for it
     * before the next reply has no more than one in the queue. It only marks: the session waits for it.
     */
    public void afterReplies(Runnable action) {
        replies.offer(action, 0);
        wake();
    }

    private long due(int delay) {
        return delay == 0 ? 0 : delivery.millis() + delay;
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

    /** Whether the session is over, or about to be. */
    public boolean ending() {
        return gone || end != null;
    }

    /** Ends the session politely, after what is in flight and the replies that wait. The first reason stands. */
    public void end(int code, String reason) {
        if (end == null) {
            end = new End(code, reason);
        }
        wake();
    }

    /** Ends the session politely in so many milliseconds, to within a quarter of a second, unless it has ended before. */
    public void endAfter(long millis) {
        expires = delivery.millis() + millis;
    }

    /** The session is closed. Idempotent. */
    public void closed() {
        gone = true;
        wake();
    }

    /** Asks the peer for a sign of life now, at most every 5 s; without an answer in 5 s the session is ended. */
    public void challenge() {
        if (pulse.challenge(delivery.millis())) {
            wake();
        }
    }

    void abort(String why) {
        if (gone) {
            return;
        }
        LOG.log(Level.DEBUG, "a session is ended: {0}", why);
        try {
            sink.abort();
        } catch (RuntimeException | Error e) {
            // It could not even be cut off; it is over all the same.
            LOG.log(Level.DEBUG, "a session could not be cut off", e);
        }
        closed();
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

    void start() {
        wake();
    }

    void wake() {
        if (wakeups.getAndIncrement() == 0) {
            lane.execute(this::run);
        }
    }

    /** Every tick, on the timer's thread. */
    void tick(long now, long pingMillis, long silenceMillis) {
        if (now >= expires) {
            end(CloseCode.NORMAL, "time is up");
        }
        if (replies.paused()) {
            // It can't be heard while it is held back; the send in flight has a deadline.
            pulse.heard(now);
        }
        Pulse.Verdict verdict = pulse.tick(now, pingMillis, silenceMillis);
        if (verdict == Pulse.Verdict.DEAD) {
            abort("it gives no sign of life");
        } else if (verdict == Pulse.Verdict.PING || intake.hungry()) {
            wake();
        }
    }

    private void run() {
        int seen;
        do {
            seen = wakeups.get();
            try {
                step();
            } catch (RuntimeException | Error e) {
                // A fault of ours: it ends this session and nothing else. An error, too: a count that never gets back
                // to zero would leave a session that nobody can wake.
                LOG.log(Level.WARNING, "a session failed", e);
                abort("it failed");
            }
        } while (wakeups.addAndGet(-seen) != 0);
    }

    private void step() {
        while (!finished) {
            if (gone) {
                finish();
                return;
            }
            if (!started) {
                started = true;
                intake.join(stripe, this);
            }
            Operation operation = inFlight;
            if (operation != null) {
                if (!operation.done()) {
                    return;
                }
                complete(operation);
            } else if (!next()) {
                return;
            }
        }
    }

    private void complete(Operation operation) {
        inFlight = null;
        delivery.unsent().completed(operation);
        account.remove(bytesInFlight);
        bytesInFlight = 0;
        Throwable failure = operation.failure();
        if (failure != null) {
            abort(failure.toString());
        }
    }

    /** Starts the next operation, or changes something that may allow one; false where there is nothing to do. */
    private boolean next() {
        waiting.check();
        Replies.Reply reply = replies.poll(delivery.millis());
        if (reply != null) {
            return answer(reply);
        }
        waiting.until(replies.due());
        End end = this.end;
        if (end != null) {
            return close(end);
        }
        if (pulse.wanted()) {
            return sendPing();
        }
        Frame frame = batch.poll();
        return frame != null ? send(frame, frame.size()) : read();
    }

    private boolean answer(Replies.Reply reply) {
        Frame frame = reply.frame();
        if (frame != null) {
            return send(frame, Replies.cost(frame));
        }
        reply.action().run();
        return true;
    }

    private boolean send(Frame frame, long bytes) {
        Operation operation = begin(delivery.deadline(frame.size()), bytes);
        try {
            sink.send(frame, operation::complete);
        } catch (RuntimeException | Error e) {
            // Whatever a container throws at a send, it ends this session and nothing else.
            operation.complete(e);
        }
        if (!operation.done()) {
            delivery.unsent().pending(operation);
        }
        return true;
    }

    private boolean sendPing() {
        Operation operation = begin(delivery.deadline(0), 0);
        delivery.unsent().pending(operation);
        Executor threads = pinging ? delivery.parts() : delivery.pings();
        threads.execute(() -> {
            try {
                pulse.pinged(delivery.millis());
                sink.ping();
                operation.complete(null);
            } catch (RuntimeException | Error e) {
                operation.complete(e);
            }
        });
        return true;
    }

    /** The session's own close completes it; the deadline ends it otherwise. */
    private boolean close(End end) {
        Operation operation = begin(delivery.millis() + Delivery.CLOSE_MILLIS, 0);
        delivery.unsent().pending(operation);
        delivery.blocking().execute(() -> {
            try {
                sink.close(end.code(), end.reason());
            } catch (RuntimeException | Error e) {
                operation.complete(e);
            }
        });
        return true;
    }

    private Operation begin(long deadline, long bytes) {
        Operation operation = new Operation(this, deadline);
        inFlight = operation;
        bytesInFlight = bytes;
        return operation;
    }

    private boolean read() {
        List<Frame> frames = intake.read();
        if (frames == null) {
            return false;
        }
        if (intake.lost()) {
            end(CloseCode.TRY_AGAIN, "you are too far behind: messages were lost");
            return true;
        }
        long bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.size();
        }
        account.add(bytes);
        batch.addAll(frames);
        return true;
    }

    private void finish() {
        finished = true;
        Operation operation = inFlight;
        if (operation != null) {
            delivery.unsent().completed(operation);
        }
        waiting.stop();
        Future<?> timer = this.timer;
        if (timer != null) {
            timer.cancel(false);
        }
        account.close();
        batch.clear();
        tidily(replies::close);
        tidily(() -> intake.leave(stripe, this));
        tidily(ended);
        delivery.ended(this);
    }

    /** What fails keeps nothing else from being given back. */
    private static void tidily(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a session did not end tidily", e);
        }
    }
}
