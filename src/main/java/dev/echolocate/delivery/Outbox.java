package dev.echolocate.delivery;

import dev.echolocate.base.Budget;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What is for one session alone: replies, each in its turn, at once or when it is due. While the next one is not due, one timer runs,
 * whatever waits, and the session counts among those that have stalled, so that what it holds can be taken from it when memory is
 * short. Any thread may put something in; it is taken out on the session's lane.
 */
final class Outbox {
    private final Hub hub;
    private final Subscriber session;
    private final Replies replies;
    private final Budget.Share unsent;

    // On the lane.
    private long wakesAtMillis;
    private @Nullable Operation waiting;
    private @Nullable Future<?> timer;

    Outbox(Hub hub, Subscriber session, Replies replies, Budget.Share unsent) {
        this.hub = hub;
        this.session = session;
        this.replies = replies;
        this.unsent = unsent;
    }

    /** False where there is no room for it. */
    boolean offer(Frame frame, int delayMillis) {
        // Counted before the lane can send it. Not under the queue's lock: over the cap this ends a session, maybe this
        // one.
        hub.unsent().add(unsent, Replies.cost(frame));
        boolean taken = replies.offer(frame, due(delayMillis));
        if (!taken) {
            unsent.give(Replies.cost(frame));
        }
        return taken;
    }

    /** To be run on the lane after so long, behind what was offered before and is due by then. */
    void offer(Runnable action, int delayMillis) {
        replies.offer(action, due(delayMillis));
    }

    /** To be run on the lane after all that was offered before. */
    void offerLast(Runnable action) {
        replies.offerLast(action);
    }

    private long due(int delayMillis) {
        return delayMillis == 0 ? Replies.NOW : hub.millis() + delayMillis;
    }

    /** Whether the peer is held back because it doesn't read. */
    boolean paused() {
        return replies.paused();
    }

    /**
     * The next one that is due, or null; then the session is woken when there is one.
     *
     * @param all whatever the time is
     */
    Replies.@Nullable QueuedReply poll(boolean all) {
        if (waiting != null && waiting.done()) {
            stopWaiting();
        }
        Replies.QueuedReply reply = replies.poll(all ? Long.MAX_VALUE : hub.millis());
        if (reply == null) {
            wakeAt(replies.due());
        }
        return reply;
    }

    /** The next one, if it is a frame and due; else null, and {@link #poll} says why. */
    @Nullable
    Frame pollFrame(boolean all) {
        return replies.pollFrame(all ? Long.MAX_VALUE : hub.millis());
    }

    private void wakeAt(long dueMillis) {
        if (waiting != null && dueMillis < wakesAtMillis) {
            stopWaiting();
        }
        if (dueMillis != Long.MAX_VALUE && waiting == null) {
            long now = hub.millis();
            Operation wait = new Operation(session);
            wakesAtMillis = Math.max(now, dueMillis);
            waiting = wait;
            hub.unsent().pending(wait);
            timer = hub.later(wakesAtMillis - now, wait::ring);
        }
    }

    private void stopWaiting() {
        Operation wait = waiting;
        if (wait != null) {
            hub.unsent().completed(wait);
            waiting = null;
        }
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** The session is over. */
    void close() {
        stopWaiting();
        replies.close();
    }
}
