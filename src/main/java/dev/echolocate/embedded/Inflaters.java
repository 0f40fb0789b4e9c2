package dev.echolocate.embedded;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Cap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What compressed messages are inflated with, each for as long as one is coming in. Few are kept: most messages are whole at once. How
 * many may be half come is in a budget with a share for each address. Thread-safe.
 */
final class Inflaters {
    /** Bytes of one: the window and the tables of zlib, which are outside of the heap, and our own two buffers. */
    static final int COST = 80 << 10;

    private static final int KEPT = 8;

    private final Budget budget;
    private final BlockingQueue<Tool> idle = new ArrayBlockingQueue<>(KEPT);

    /** One that is in use by one message. */
    static final class Tool {
        final Inflater inflater = new Inflater(true);
        final byte[] in = new byte[FrameWatch.PART];
        final byte[] out = new byte[FrameWatch.PART];
    }

    /** @param max bytes of all that are in use */
    Inflaters(long max, boolean shares) {
        budget = new Budget(Math.max(max, COST), shares);
    }

    Budget.Share open(Address who) {
        return budget.open(who);
    }

    /** One for a message; null where there is no room. */
    @Nullable
    Tool take(Budget.Share share) {
        if (share.tryTake(COST) != Budget.Taken.YES) {
            return null;
        }
        Tool tool = idle.poll();
        return tool == null ? new Tool() : tool;
    }

    /** A message is over. */
    void give(Tool tool, Budget.Share share) {
        share.give(COST);
        tool.inflater.reset();
        if (!idle.offer(tool)) {
            tool.inflater.end();
        }
    }

    Cap cap() {
        return Cap.of("deflate.max-total", budget);
    }

    /** Ends those that are kept. */
    void close() {
        for (Tool tool = idle.poll(); tool != null; tool = idle.poll()) {
            tool.inflater.end();
        }
    }
}
