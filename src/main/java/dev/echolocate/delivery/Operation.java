package dev.echolocate.delivery;

import org.jspecify.annotations.Nullable;

/** The one thing that a reader has under way: a batch's frame, a reply, a ping or the close. */
final class Operation {
    private final Reader reader;
    private final long deadline;
    private volatile long ticket;
    private volatile @Nullable Throwable failure;
    private volatile boolean done;

    /**
     * @param deadline milliseconds of the delivery's clock
     */
    Operation(Reader reader, long deadline) {
        this.reader = reader;
        this.deadline = deadline;
    }

    /** Only marks: it may be called inside of the send that it completes. */
    void complete(@Nullable Throwable why) {
        failure = why;
        done = true;
        reader.wake();
    }

    Account account() {
        return reader.account();
    }

    /** Any thread: the peer takes too long. */
    void overdue(String why) {
        reader.abort(why);
    }

    boolean done() {
        return done;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    long deadline() {
        return deadline;
    }

    long ticket() {
        return ticket;
    }

    void ticket(long value) {
        ticket = value;
    }
}
