package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.testkit.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Probes before servers of all kinds, most of them bad ones; time is what the test says. */
abstract class ProbeFixture {
    static final ProbeLimits LIMITS = new ProbeLimits(Duration.ofMinutes(2), Duration.ofMinutes(5));

    final AtomicLong clock = new AtomicLong();
    final List<AutoCloseable> opened = new ArrayList<>();
    final Seen seen = new Seen();

    /** What a server does with a connection. */
    interface Conversation {
        void hold(Socket socket) throws IOException;
    }

    /** Takes everything at once, unless told to hold it. */
    static class Seen implements ProbeWatcher {
        final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

        @Override
        public void opened(String request, String response, Runnable taken) {
            told.add(response);
            taken.run();
        }

        @Override
        public void frame(ProbeFrame frame, Runnable taken) {
            told.add(frame);
            taken.run();
        }

        @Override
        public void over(ProbeEnd end) {
            told.add(end);
        }

        <T> T next(Class<T> type) {
            try {
                Object next = told.poll(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS);
                assertNotNull(next, "nothing told in time");
                return type.cast(next);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        ProbeEnd end() {
            return next(ProbeEnd.class);
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    InetSocketAddress server(Conversation conversation) throws IOException {
        return serve(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), conversation);
    }

    InetSocketAddress serve(ServerSocket socket, Conversation conversation) {
        opened.add(socket);
        Thread thread = new Thread(
                () -> {
                    try (Socket accepted = socket.accept()) {
                        conversation.hold(accepted);
                    } catch (IOException e) {
                        // The probe, or the test, has gone.
                    }
                },
                "probed");
        thread.setDaemon(true);
        thread.start();
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    Probes probes(@Nullable X509Certificate pin) {
        return probes(pin, new Budget(1));
    }

    Probes probes(@Nullable X509Certificate pin, Budget places) {
        Probes probes = new Probes(
                places, LIMITS, new Counters<>(Refusal.class), pin == null ? null : () -> pin, clock::get, task -> {
                    Thread thread = new Thread(task, "probe");
                    thread.setDaemon(true);
                    return thread;
                });
        opened.add(probes);
        return probes;
    }

    Probe probe(Probes probes, InetSocketAddress address, boolean tls) {
        return open(probes, Address.UNKNOWN, new ProbeTarget(address, tls, "localhost", "/echo"), seen);
    }

    Probe probe(Conversation conversation) throws IOException {
        return probe(probes(null), server(conversation), false);
    }

    static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Shakes hands as a server does. */
    static void shake(Socket socket) throws IOException {
        var key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(head(socket));
        assertTrue(key.find());
        say(
                socket,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Accept.of(key.group(1)).accept() + "\r\n\r\n");
    }

    static void readToEnd(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Says nothing.
        }
    }

    static void frame(Socket socket, int opcode, byte... payload) throws IOException {
        socket.getOutputStream().write(new WireFrame(true, 0, opcode, null, Bytes.of(payload)).bytes());
    }

    void sweepAfter(Duration time) {
        clock.addAndGet(time.toMillis());
        opened.stream().filter(Probes.class::isInstance).forEach(probes -> ((Probes) probes).sweep());
    }

    static Probe open(Probes probes, Address who, ProbeTarget target, Seen seen) {
        try {
            return probes.open(who, target, seen);
        } catch (BadMessageException e) {
            throw new AssertionError(e);
        }
    }
}
