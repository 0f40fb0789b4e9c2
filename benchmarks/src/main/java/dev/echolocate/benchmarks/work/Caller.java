package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Frames;
import dev.echolocate.benchmarks.client.Listener;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One connection of the echo. All on the loop's thread. */
final class Caller implements Listener {
    /** A power of two; never more messages are in flight. */
    private static final int MOST = 64;

    private final Plain plain = new Plain();
    private final Window window;
    private final long[] asked = new long[MOST];
    private final ByteBuffer out = ByteBuffer.allocateDirect(MOST * (Frames.MAX_HEADER + Plain.LENGTH));
    private Connection connection;
    private boolean calling;
    /** Numbers: the next to be put, sent and expected. */
    private long put;

    private long sent;
    private long expected;

    Caller(Window window) {
        this.window = window;
    }

    void calls(Connection whom) {
        connection = whom;
    }

    /** Puts so many messages in flight. */
    boolean begin(int inFlight) {
        calling = true;
        put = sent; // what could not be sent is forgotten
        out.clear();
        for (int i = 0; i < inFlight; i++) {
            putNext();
        }
        try {
            caughtUp();
        } catch (IOException e) {
            window.complain(e.toString());
        }
        return true;
    }

    /** Sends nothing any more. */
    boolean end() {
        calling = false;
        return true;
    }

    /** Messages that have not come back. */
    long missing() {
        return sent - expected;
    }

    private void putNext() {
        Frames.put(out, Frames.TEXT, plain.encode(put++));
    }

    @Override
    public void message(ByteBuffer buffer, int from, int length, long now) {
        window.complain(plain.decode(buffer, from, length, number -> came(number, now)));
    }

    private void came(long number, long now) {
        if (number != expected) {
            window.disorder();
            return;
        }
        window.answered(asked[(int) expected++ & (MOST - 1)], now);
        if (calling) {
            putNext();
        }
    }

    /** What was read at once is answered by one write. */
    @Override
    public void caughtUp() throws IOException {
        if (out.position() == 0) {
            return;
        }
        for (long now = System.nanoTime(); sent < put; sent++) {
            asked[(int) sent & (MOST - 1)] = now;
        }
        connection.send(out.flip());
        out.clear();
    }
}
