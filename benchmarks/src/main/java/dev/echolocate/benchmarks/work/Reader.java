package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.client.Listener;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Checks the order of all that one connection reads. */
final class Reader implements Listener, LongConsumer {
    private final Dialect dialect;
    private final Window window;
    /** The newest number of each key. */
    private final long[] newest;

    private long now;

    Reader(Dialect dialect, Window window) {
        this.dialect = dialect;
        this.window = window;
        newest = new long[dialect.keys()];
        for (int key = 0; key < newest.length; key++) {
            newest[key] = key - (long) newest.length;
        }
    }

    @Override
    public void message(ByteBuffer buffer, int from, int length, long read) {
        now = read;
        window.complain(dialect.decode(buffer, from, length, this));
    }

    @Override
    public void accept(long number) {
        int key = (int) (number % newest.length);
        if (number <= newest[key]) {
            window.disorder();
        } else {
            newest[key] = number;
            window.delivered(number, now);
        }
    }

    /** Keys whose last message before {@code end}, the number that was never sent, has not come. */
    long unfinished(long end) {
        long unfinished = 0;
        for (int key = 0; key < newest.length; key++) {
            if (newest[key] < end - newest.length + key) {
                unfinished++;
            }
        }
        return unfinished;
    }
}
