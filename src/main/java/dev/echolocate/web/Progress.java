package dev.echolocate.web;

import org.jspecify.annotations.Nullable;

/**
 * How a message comes along. It has to be whole within 60 s and a second more for each 32 KiB that have come, and 20 s
 * without a byte of it are too long. Time during which its sender was not read doesn't count. Not thread-safe; times are
 * milliseconds of one clock.
 */
public final class Progress {
    private static final long WHOLE_MILLIS = 60_000;
    private static final long SILENCE_MILLIS = 20_000;
    private static final int BYTES_A_SECOND = 32 * 1024;

    private boolean begun;
    private long begunAtMillis;
    private long lastAtMillis;
    private long checkedAtMillis;
    private long bytes;

    /** A part came, and it was not the last one. */
    public void part(long length, long nowMillis) {
        if (!begun) {
            begun = true;
            begunAtMillis = nowMillis;
            lastAtMillis = nowMillis;
            checkedAtMillis = nowMillis;
            bytes = 0;
        }
        if (length > 0) {
            bytes += length;
            lastAtMillis = nowMillis;
        }
    }

    /** The message is whole, or of no interest any more. */
    public void over() {
        begun = false;
    }

    /**
     * In what words the message is late; null where it isn't.
     *
     * @param held whether nothing is read of the sender, and it was so since the last call
     */
    public @Nullable String late(long nowMillis, boolean held) {
        if (!begun) {
            return null;
        }
        if (held) {
            begunAtMillis += nowMillis - checkedAtMillis;
            lastAtMillis = nowMillis;
        }
        checkedAtMillis = nowMillis;
        if (nowMillis - lastAtMillis > SILENCE_MILLIS) {
            return "a message was begun, and nothing came of it for " + SILENCE_MILLIS / 1000 + " s";
        }
        return nowMillis - begunAtMillis > WHOLE_MILLIS + 1000 * (bytes / BYTES_A_SECOND)
                ? "a message took too long to come"
                : null;
    }
}
