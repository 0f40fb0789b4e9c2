package dev.echolocate.web;

import dev.echolocate.base.JsonWriter;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pings of one session and how long their pongs took (RFC 6455 5.5.2, 5.5.3). At most one is on its way that was
 * asked for, so a peer that answers slowly is pinged less often, never more. Thread-safe.
 */
final class EchoPings {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LongSupplier nanos;
    private int count;
    private long sentAtNanos;
    private boolean underWay;

    EchoPings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A ping that was answered.
     *
     * @param number the first is 1
     */
    record Trip(int number, double millis) {
        String json() {
            return new JsonWriter()
                    .object()
                    .member("ping", number)
                    .raw("ms", Double.toString(Math.round(millis * 1000) / 1000.0))
                    .done();
        }
    }

    /** Whether the last one was answered. */
    synchronized boolean due() {
        return !underWay;
    }

    /** One is sent now, with this in it. */
    synchronized byte[] next() {
        count++;
        underWay = true;
        sentAtNanos = nanos.getAsLong();
        return ByteBuffer.allocate(Integer.BYTES).putInt(count).array();
    }

    /** A pong came; null where it answers none, or one before the last. */
    synchronized @Nullable Trip answered(ByteBuffer payload) {
        long now = nanos.getAsLong();
        boolean ours = underWay && payload.remaining() == Integer.BYTES && payload.getInt(payload.position()) == count;
        if (!ours) {
            return null;
        }
        underWay = false;
        return new Trip(count, (now - sentAtNanos) / NANOS_PER_MILLI);
    }
}
