package dev.echolocate.delivery;

import dev.echolocate.base.CloseCode;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Cursor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
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

    /** Frames of Boards that a plain session gets a second, and at once. */
    private static final int PLAIN_FRAMES_A_SECOND = 200;

    private static final int PLAIN_FRAMES_AT_ONCE = 1000;

    private final Delivery delivery;
    private final Executor lane;
    private final int stripe;
    private final Sink sink;
    private final Dialect dialect;
    private final List<Tap> taps;
    private final List<Flow> flows = new ArrayList<>();
    private final Replies replies;
    private final Runnable ended;
    private final Allowance allowance;
    private final AtomicInteger wakeups = new AtomicInteger();

    // Set on any thread.
    private volatile long heardAt;
    private volatile long pingedAt;
    private volatile boolean pingWanted;
    private volatile boolean gone;
    private volatile @Nullable End end;

    // On the lane.
    private final Queue<Frame> batch = new ArrayDeque<>();
    private @Nullable String intro;
    private @Nullable Operation inFlight;
    private long bytesInFlight;
    private boolean started;
    private boolean finished;
    private volatile boolean hungry;

    private record End(int code, String reason) {}

    Reader(
            Delivery delivery,
            Executor lane,
            int stripe,
            Sink sink,
            Dialect dialect,
            @Nullable String intro,
            List<Tap> taps,
            Replies replies,
            Runnable ended) {
        this.delivery = delivery;
        this.lane = lane;
        this.stripe = stripe;
        this.sink = sink;
        this.dialect = dialect;
        this.intro = intro;
        this.taps = taps;
        this.replies = replies;
        this.ended = ended;
        this.heardAt = delivery.millis();
        this.pingedAt = heardAt;
        this.allowance = new Allowance(PLAIN_FRAMES_A_SECOND, PLAIN_FRAMES_AT_ONCE, heardAt);
    }

    /**
     * Sends a frame to this peer alone, before the next batch.
     *
     * @return false where too many replies wait: the frame is dropped, and the session ends with 1013
     */
    public boolean reply(Frame frame) {
        boolean taken = replies.offer(frame);
        if (taken) {
            // Outside of the queue's lock: over the cap this ends a session, maybe this one.
            delivery.unsent().add(Replies.cost(frame));
            wake();
        } else {
            end(CloseCode.TRY_AGAIN, "too many replies wait for you to read them");
        }
        return taken;
    }

    /** Something was read from the peer: it lives. */
    public void heard() {
        heardAt = delivery.millis();
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

    /** The session is closed. Idempotent. */
    public void closed() {
        gone = true;
        wake();
    }

    /** Asks the peer for a sign of life now, at most every 5 s; without an answer in 5 s the session is ended. */
    public void challenge() {
        long now = delivery.millis();
        if (now - pingedAt >= Delivery.CHALLENGE_MILLIS) {
            pingedAt = now;
            pingWanted = true;
            wake();
            delivery.later(Delivery.CHALLENGE_MILLIS, () -> {
                if (heardAt < now) {
                    abort("no answer to a ping, and somebody else claims its id");
                }
            });
        }
    }

    void abort(String why) {
        if (!gone) {
            LOG.log(Level.DEBUG, "a session is ended: {0}", why);
            sink.abort();
            closed();
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
        if (replies.paused()) {
            // It can't be heard while it is held back; the send in flight has a deadline.
            heardAt = now;
        }
        boolean unanswered = pingedAt > heardAt;
        if (unanswered && now - heardAt > silenceMillis && now - pingedAt > silenceMillis - pingMillis) {
            abort("nothing was read from it for too long");
        } else if (!unanswered && now - pingedAt >= pingMillis) {
            pingedAt = now;
            pingWanted = true;
            wake();
        } else if (hungry) {
            wake();
        }
    }

    private void run() {
        int seen;
        do {
            seen = wakeups.get();
            try {
                step();
            } catch (RuntimeException e) {
                // A fault of ours: it ends this session and nothing else.
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
                taps.forEach(tap -> flows.add(delivery.join(tap.feed(), stripe, this)));
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
        delivery.unsent().remove(bytesInFlight);
        bytesInFlight = 0;
        Throwable failure = operation.failure();
        if (failure != null) {
            abort(failure.toString());
        }
    }

    /** Starts the next operation, or changes something that may allow one; false where there is nothing to do. */
    private boolean next() {
        Frame reply = replies.poll();
        if (reply != null) {
            return send(reply, Replies.cost(reply));
        }
        End end = this.end;
        if (end != null) {
            return close(end);
        }
        if (pingWanted) {
            pingWanted = false;
            return ping();
        }
        Frame frame = batch.poll();
        return frame != null ? send(frame, frame.size()) : read();
    }

    private boolean send(Frame frame, long bytes) {
        Operation operation = begin(delivery.deadline(frame.size()), bytes);
        try {
            sink.send(frame, operation::complete);
        } catch (Exception | Error e) {
            // Whatever a container throws at a send, it ends this session and nothing else.
            operation.complete(e);
        }
        if (!operation.done()) {
            delivery.unsent().pending(operation);
        }
        return true;
    }

    private boolean ping() {
        Operation operation = begin(delivery.deadline(0), 0);
        delivery.unsent().pending(operation);
        delivery.pings().execute(() -> {
            try {
                sink.ping();
                operation.complete(null);
            } catch (Exception e) {
                operation.complete(e);
            }
        });
        return true;
    }

    /** The session's own close completes it; the deadline ends it otherwise. */
    private boolean close(End end) {
        Operation operation = begin(delivery.millis() + Delivery.CLOSE_MILLIS, 0);
        delivery.unsent().pending(operation);
        delivery.closes().execute(() -> sink.close(end.code(), end.reason()));
        return true;
    }

    private Operation begin(long deadline, long bytes) {
        Operation operation = new Operation(this, deadline);
        inFlight = operation;
        bytesInFlight = bytes;
        return operation;
    }

    private boolean read() {
        boolean any = false;
        for (int i = 0; i < taps.size() && batch.isEmpty(); i++) {
            any |= read(taps.get(i), flows.get(i));
        }
        return any;
    }

    private boolean read(Tap tap, Flow flow) {
        Cut cut = flow.cut();
        Cursor at = tap.at;
        boolean quiet = !tap.fresh && !tap.reset && !tap.more;
        if (at != null && quiet && at.sequence() >= cut.at().sequence()) {
            return false;
        }
        int allowed = allowed(flow);
        if (allowed == 0) {
            return false;
        }
        Page page = at != null && quiet && taps.size() == 1 ? cut.page(at, flow.board()) : null;
        if (page != null && page.entries() <= allowed) {
            tap.at = page.next();
            load(page.frames(dialect));
            return true;
        }
        boolean snapshot = at == null || at.base() > 0;
        int entries = snapshot ? Math.min(allowed, dialect.snapshotEntries()) : allowed;
        return readAlone(tap, snapshot, tap.feed().read(at, cut.at(), entries, Flow.READ_BYTES));
    }

    private int allowed(Flow flow) {
        if (dialect.saysWhatIsMissing() || !flow.board()) {
            return Integer.MAX_VALUE;
        }
        int allowed = Math.max(0, allowance.available(delivery.millis()));
        hungry = allowed == 0;
        return allowed;
    }

    private boolean readAlone(Tap tap, boolean snapshot, Batch read) {
        if (read.kind() != Batch.Kind.NEXT && !dialect.saysWhatIsMissing()) {
            end(CloseCode.TRY_AGAIN, "you are too far behind: messages were lost");
            return true;
        }
        if (read.kind() == Batch.Kind.RESET) {
            tap.restart();
            return true;
        }
        boolean silent = read.entries().isEmpty() && read.lost() == 0 && !tap.reset && !tap.fresh;
        boolean moved = !read.next().equals(tap.at);
        tap.at = read.next();
        tap.more = read.more();
        if (silent) {
            return moved;
        }
        load(dialect.encode(read, new Dialect.Head(cursor(), tap.reset, snapshot, intro)));
        tap.reset = false;
        tap.fresh = false;
        intro = null;
        return true;
    }

    private String cursor() {
        StringBuilder text = new StringBuilder();
        for (Tap tap : taps) {
            text.append(text.isEmpty() ? "" : "~").append(tap.cursorText());
        }
        return text.toString();
    }

    private void load(List<Frame> frames) {
        batch.addAll(frames);
        long bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.size();
        }
        delivery.unsent().add(bytes);
        if (!dialect.saysWhatIsMissing()) {
            allowance.spend(frames.size());
        }
    }

    private void finish() {
        finished = true;
        Operation operation = inFlight;
        if (operation != null) {
            delivery.unsent().completed(operation);
        }
        long waiting = bytesInFlight;
        for (Frame frame : batch) {
            waiting += frame.size();
        }
        delivery.unsent().remove(waiting + replies.close());
        batch.clear();
        if (started) {
            taps.forEach(tap -> delivery.leave(tap.feed(), stripe, this));
        }
        taps.forEach(tap -> tap.handle.close());
        delivery.ended(this);
        ended.run();
    }
}
