package dev.echolocate.delivery;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Enduring;
import org.jspecify.annotations.Nullable;

/** The one thing that a session has under way: a batch's frame, a reply, a ping or the close. */
final class Operation {
    private final Subscriber subscriber;

    /** None while it waits for a thread: that is not the peer's doing. */
    private volatile long deadlineMillis = Long.MAX_VALUE;

    private volatile long ticket;
    private volatile @Nullable Throwable failure;
    private volatile boolean done;

    Operation(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    /**
     * It runs now.
     *
     * @param deadlineMillis milliseconds of the delivery's clock
     */
    void begin(long deadlineMillis) {
        this.deadlineMillis = deadlineMillis;
    }

    /** Only marks: it may be called inside of the send that it completes. */
    void complete(@Nullable Throwable why) {
        if (why != null) {
            Enduring.tell(why);
        }
        failure = why;
        done = true;
        subscriber.wake();
    }

    /** As {@link #complete}, on a timer's thread, which runs nothing of the session. */
    void ring() {
        done = true;
        subscriber.wakeLater();
    }

    /** What its session has that is not sent. */
    Budget.Share unsent() {
        return subscriber.unsent();
    }

    /** Any thread: the peer takes too long, or too much is waiting. */
    void overdue(Ending ending, String why) {
        subscriber.cutOff(ending, why);
    }

    boolean done() {
        return done;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    long deadline() {
        return deadlineMillis;
    }

    long ticket() {
        return ticket;
    }

    void ticket(long value) {
        ticket = value;
    }
}
