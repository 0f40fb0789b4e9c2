package dev.echolocate.delivery;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The replies that wait for one session, to be sent or for their time, bounded by bytes. Any thread may offer; the session
 * takes.
 */
final class Replies {
    /** Due at once, whatever the clock says. */
    static final long NOW = Long.MIN_VALUE;

    /** Bytes of heap of a reply besides those of its message: itself 40, its frame 40, its text up to 47, its place 6. */
    static final int OVERHEAD = 136;

    private static final Comparator<QueuedReply> ORDER =
            Comparator.comparingLong(QueuedReply::dueMillis).thenComparingLong(QueuedReply::order);

    private final int limit;
    private final @Nullable ReadControl readControl;

    /** What is due first is first, and what came first of those. */
    private final Queue<QueuedReply> queue = new PriorityQueue<>(1, ORDER);

    private long offered;

    /** When the last of all that was ever offered is due. */
    private long latestMillis = NOW;

    private long bytes;
    private volatile boolean paused;
    private boolean closed;

    /**
     * What is to be done in its turn: a frame sent, or else something run.
     *
     * @param dueMillis not before; milliseconds of the delivery's clock, or {@link #NOW}
     */
    record QueuedReply(long dueMillis, long order, @Nullable Frame frame, Runnable action) {}

    Replies(int limit, @Nullable ReadControl readControl) {
        this.limit = limit;
        this.readControl = readControl;
    }

    /**
     * Takes the frame; one is taken whatever its size. Above the limit the peer is paused where that is
     * possible: what it has sent until then is still taken.
     *
     * @param dueMillis not before; or {@link #NOW}
     * @return false where there is no room, and no way to hold the peer back
     */
    synchronized boolean offer(Frame frame, long dueMillis) {
        if (closed) {
            return false;
        }
        boolean over = !queue.isEmpty() && bytes + cost(frame) > limit;
        if (over && readControl == null) {
            return false;
        }
        add(dueMillis, frame, () -> {});
        bytes += cost(frame);
        holdBack();
        return true;
    }

    /** To be run on the lane when it is due, after what was offered before and is due by then. */
    synchronized void offer(Runnable action, long dueMillis) {
        if (!closed) {
            add(dueMillis, null, action);
        }
    }

    /** To be run on the lane after all that was offered before, however long that is delayed. */
    synchronized void offerLast(Runnable action) {
        offer(action, latestMillis);
    }

    private void add(long dueMillis, @Nullable Frame frame, Runnable action) {
        latestMillis = Math.max(latestMillis, dueMillis);
        queue.add(new QueuedReply(dueMillis, offered++, frame, action));
    }

    /** The next one that is due, or null. */
    synchronized @Nullable QueuedReply poll(long nowMillis) {
        QueuedReply first = queue.peek();
        if (first == null || first.dueMillis() > nowMillis) {
            return null;
        }
        queue.remove();
        Frame frame = first.frame();
        if (frame != null) {
            bytes -= cost(frame);
            holdBack();
        }
        return first;
    }

    /** The next one, if it is a frame and due; else null. */
    synchronized @Nullable Frame pollFrame(long nowMillis) {
        QueuedReply first = queue.peek();
        QueuedReply next = first == null || first.frame() == null ? null : poll(nowMillis);
        return next == null ? null : next.frame();
    }

    /** When the next one is due; {@link Long#MAX_VALUE} where none waits. */
    synchronized long due() {
        QueuedReply first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.dueMillis();
    }

    /** Whether the peer is held back: until it isn't, nothing is heard of it. */
    boolean paused() {
        return paused;
    }

    /** Bytes that {@link Unsent} counts for the frame until it is sent. */
    static int cost(Frame frame) {
        return frame.size() + OVERHEAD;
    }

    /** Drops what waits, and takes no more. */
    synchronized void close() {
        closed = true;
        bytes = 0;
        queue.clear();
        holdBack();
    }

    private void holdBack() {
        ReadControl readControl = this.readControl;
        boolean pause = bytes > (paused ? limit / 2 : limit);
        if (readControl != null && pause != paused) {
            paused = pause;
            if (pause) {
                readControl.pause();
            } else {
                readControl.resume();
            }
        }
    }
}
