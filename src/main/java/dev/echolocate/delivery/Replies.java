package dev.echolocate.delivery;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The replies that wait for one session, bounded by bytes. Any thread may offer; the reader takes. */
final class Replies {
    /** What a frame costs besides its bytes. */
    private static final int OVERHEAD = 64;

    private final int limit;
    private final @Nullable Backlog backlog;
    private final Queue<Frame> queue = new ArrayDeque<>();
    private long bytes;
    private volatile boolean paused;
    private boolean closed;

    Replies(int limit, @Nullable Backlog backlog) {
        this.limit = limit;
        this.backlog = backlog;
    }

    /**
     * Takes the frame; one is taken whatever its size. Above the limit the peer is paused where that is
     * possible: what it has sent until then is still taken.
     *
     * @return false where there is no room, and no way to hold the peer back
     */
    synchronized boolean offer(Frame frame) {
        if (closed) {
            return false;
        }
        boolean over = !queue.isEmpty() && bytes + cost(frame) > limit;
        if (over && backlog == null) {
            return false;
        }
        queue.add(frame);
        bytes += cost(frame);
        holdBack();
        return true;
    }

    synchronized @Nullable Frame poll() {
        Frame frame = queue.poll();
        if (frame != null) {
            bytes -= cost(frame);
            holdBack();
        }
        return frame;
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
        Backlog backlog = this.backlog;
        boolean pause = bytes > (paused ? limit / 2 : limit);
        if (backlog != null && pause != paused) {
            paused = pause;
            if (pause) {
                backlog.pause();
            } else {
                backlog.resume();
            }
        }
    }
}
