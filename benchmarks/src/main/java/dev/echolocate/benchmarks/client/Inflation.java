package dev.echolocate.benchmarks.client;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Messages as they were before a server compressed them (RFC 7692 7.2.2). */
final class Inflation {
    private static final byte[] TAIL = {0, 0, -1, -1};

    private final boolean alone;
    private final Inflater inflater = new Inflater(true);
    private ByteBuffer out = ByteBuffer.allocate(1_024);

    /**
     * Of one connection.
     *
     * @param alone whether each message is compressed without what went before
     */
    Inflation(boolean alone) {
        this.alone = alone;
    }

    /** The message, from 0 to its position, until the next is inflated. */
    ByteBuffer inflate(ByteBuffer in, int from, int length) throws ProtocolException {
        out.clear();
        try {
            inflater.setInput(in.slice(from, length));
            drain();
            inflater.setInput(TAIL);
            drain();
        } catch (DataFormatException e) {
            throw new ProtocolException("not deflated: " + e.getMessage());
        }
        if (alone) {
            inflater.reset();
        }
        return out;
    }

    private void drain() throws DataFormatException {
        while (inflater.inflate(out) > 0 || !out.hasRemaining()) {
            if (!out.hasRemaining()) {
                out = ByteBuffer.allocate(2 * out.capacity()).put(out.flip());
            }
        }
    }
}
