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

    /** Among the higher levels it costs the least for JSON of some KiB, and the lower ones save a third less. */
    private static final int LEVEL = 6;

    private static final BlockingQueue<Deflater> IDLE = new ArrayBlockingQueue<>(KEPT);

    private Deflating() {}

    /** The message compressed, or null where that is no shorter. */
    public static byte @Nullable [] deflate(byte[] message) {
        Deflater taken = IDLE.poll();
        Deflater deflater = taken == null ? new Deflater(LEVEL, true) : taken;
        try {
            deflater.setInput(message);
            byte[] out = new byte[message.length + TAIL];
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            return length < out.length ? Arrays.copyOf(out, length - TAIL) : null;
        } finally {
            deflater.reset();
            if (!IDLE.offer(deflater)) {
                deflater.end();
            }
        }
    }
}
