package dev.echolocate.contract;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.RawClient;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that sends as fast as it can, and reads nothing. */
final class Flood implements AutoCloseable {
    /** 64 MiB: far more than kernels hold. */
    static final int MESSAGES = 4096;

    private static final int LENGTH = 16 * 1024;
    private static final int STALLED_LOOKS = 100;

    private final RawClient client;
    private final AtomicInteger sent = new AtomicInteger();
    private final Thread writer = new Thread(this::write, "kit-flood");

    Flood(Handshake handshake) {
        client = handshake.receiveBuffer(8 * 1024).connect();
        writer.setDaemon(true);
        writer.start();
    }

    private void write() {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                client.send(Frame.text(message(i)));
                sent.incrementAndGet();
            }
        } catch (UncheckedIOException ended) {
            return;
        }
    }

    String message(int i) {
        String number = i + " ";
        return number + "x".repeat(LENGTH - number.length());
    }

    /** Returns once no byte has been taken for a while, or all of them have, or the server has had enough. */
    void untilItStalls() {
        int[] last = {-1, 0};
        Deadline.await("the flood stalls", () -> {
            int now = sent.get();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] > STALLED_LOOKS || !writer.isAlive();
        });
    }

    int sent() {
        return sent.get();
    }

    RawClient client() {
        return client;
    }

    @Override
    public void close() {
        client.reset();
    }
}
