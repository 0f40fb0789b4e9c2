package dev.echolocate.base;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses whole messages, each for itself (RFC 7692 7.2.1, without context takeover): what comes out is the same for every session. A
 * few of the compressors are kept, none for a session. Thread-safe.
 */
public final class Deflating {
    private static final int KEPT = 8;

    /** Bytes that a sender leaves out at a message's end. */
    private static final int TAIL = 4;

    /** What one asks for and pays for is made shorter as fast as that goes: a hostile message takes an eighth of {@link #ONCE}. */
    public static final Deflating FAST = new Deflating(Deflater.BEST_SPEED);

    /** What is made shorter once for many. Among the higher levels it costs the least, and the lower ones save a third less of JSON. */
    public static final Deflating ONCE = new Deflating(6);

    private final int level;
    private final BlockingQueue<Deflater> idle = new ArrayBlockingQueue<>(KEPT);

    private Deflating(int level) {
        this.level = level;
    }

    /** The message compressed, or null where that is no shorter. */
    public byte @Nullable [] deflate(byte[] message) {
        Deflater taken = idle.poll();
        Deflater deflater = taken == null ? new Deflater(level, true) : taken;
        try {
            deflater.setInput(message);
            byte[] out = new byte[message.length + TAIL];
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            return length < out.length ? Arrays.copyOf(out, length - TAIL) : null;
        } finally {
            deflater.reset();
            if (!idle.offer(deflater)) {
                deflater.end();
            }
        }
    }
}
