package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.embedded.TestEndpoint.Seen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PauseTest {
    @TempDir
    static Path root;

    private Served served;

    private Wire wire;
    private Seen seen;

    ServerSettings change(ServerSettings settings) {
        return settings;
    }

    @BeforeAll
    void start() throws Exception {
        served = Served.at(root, this::change);
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        String name = getClass().getSimpleName() + "-"
                + test.getTestMethod().orElseThrow().getName();
        wire = served.connect();
        assertEquals(101, wire.upgrade("/test/" + name).status());
        seen = TestEndpoint.seen(name);
    }

    @AfterEach
    void close() throws Exception {
        wire.close();
    }

    @Test
    void aPauseInAHandlerTakesEffectAfterThatVeryMessage() throws Exception {
        seen.pauseAtEachMessage = true;
        wire.out.write(texts("a", "b", "c"));
        assertEquals("a", wire.receive().text());
        assertEquals(1, seen.parts.get());
        // Nothing more until it is resumed; and then one by one.
        seen.transport().resume();
        assertEquals("b", wire.receive().text());
        assertEquals(2, seen.parts.get());
        seen.transport().resume();
        assertEquals("c", wire.receive().text());
        assertEquals(3, seen.parts.get());
    }

    @Test
    void aPausedClientIsHeldByFlowControlAndLosesNothing() throws Exception {
        seen.quiet = true;
        AtomicLong sent = new AtomicLong();
        int total = 64 << 20;
        seen.transport().pause();
        Thread sender = sender(sent, total);
        Served.await("stuck", stuck(sent));
        assertTrue(sent.get() < total / 2, "sent " + sent);
        assertTrue(seen.bytes.get() < 1 << 20, "read " + seen.bytes);
        seen.transport().resume();
        Served.await("all read", () -> seen.bytes.get() == total);
        sender.join();
    }

    @Test
    void pausedConnectionsDontSpin() throws Exception {
        seen.quiet = true;
        seen.transport().pause();
        AtomicLong sent = new AtomicLong();
        Thread sender = sender(sent, 64 << 20);
        Served.await("stuck", stuck(sent));
        long before = ioCpuNanos();
        long until = System.nanoTime() + 300_000_000L;
        Served.await("a while", () -> System.nanoTime() > until);
        long used = ioCpuNanos() - before;
        assertTrue(used < 100_000_000L, "I/O threads used " + used + " ns");
        seen.transport().abort();
        sender.join();
    }

    @Test
    void shortPongsThatNobodyReadsAreFew() throws Exception {
        AtomicLong sent = new AtomicLong();
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            pings.writeBytes(Wire.frame(0x89, new byte[0]));
        }
        Thread sender = sender(sent, 1_000, pings.toByteArray());
        Served.await("stuck", stuck(sent));
        int waiting = connection().getAsyncWriteQueue().spaceInBytes();
        assertTrue(waiting < 8 << 10, "waiting: " + waiting);
        seen.transport().abort();
        sender.join();
    }

    @Test
    void oneReadOfManyFramesLeavesOthersTheirTurns() throws Exception {
        seen.quiet = true;
        int frames = 1_000;
        AtomicLong most = new AtomicLong();
        turn(0, frames, most);
        String[] texts = new String[frames];
        Arrays.fill(texts, "x");
        wire.out.write(texts(texts));
        Served.await("all read", () -> seen.parts.get() == frames);
        assertTrue(most.get() <= 100, "at once: " + most);
    }

    /** What was read between two turns of the selector. */
    private void turn(long before, int frames, AtomicLong most) {
        long now = seen.parts.get();
        most.accumulateAndGet(now - before, Math::max);
        if (now < frames) {
            connection().executeInEventThread(IOEvent.READ, () -> turn(now, frames, most));
        }
    }

    @Test
    void abortWorksWhilePaused() throws Exception {
        seen.transport().pause();
        wire.sendText("unread");
        seen.transport().abort();
        Served.await("left", () -> seen.closes.get() == 1);
        assertTrue(wire.ended());
        assertEquals(0, seen.parts.get());
    }

    @Test
    void closeWorksWhilePausedWithInputUnread() throws Exception {
        seen.pauseAtEachMessage = true;
        wire.out.write(texts("a", "b", "c"));
        assertEquals("a", wire.receive().text());
        seen.session.close();
        assertEquals(1000, wire.receive().code());
        assertTrue(wire.in.read() < 0);
        wire.close();
        Served.await("left", () -> seen.closes.get() == 1 && !isConnected());
        assertEquals(1, seen.parts.get());
    }

    @Test
    void aClientThatEndsWhilePausedIsNoticedAfterwards() throws Exception {
        seen.transport().pause();
        wire.sendText("last");
        wire.close();
        seen.transport().resume();
        Served.await("left", () -> seen.closes.get() == 1);
        assertEquals(1, seen.parts.get());
    }

    @Test
    void pauseAndResumeFromManyThreadsLoseNothing() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> switchers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    seen.transport().pause();
                    Thread.onSpinWait();
                    seen.transport().resume();
                }
                seen.transport().resume();
            });
            thread.start();
            switchers.add(thread);
        }
        int messages = 3_000;
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < messages; i++) {
                    wire.sendText("m" + i);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        sender.start();
        for (int i = 0; i < messages / 2; i++) {
            assertEquals("m" + i, wire.receive().text());
        }
        over.set(true);
        for (Thread switcher : switchers) {
            switcher.join();
        }
        for (int i = messages / 2; i < messages; i++) {
            assertEquals("m" + i, wire.receive().text());
        }
        sender.join();
    }

    @Test
    void aPauseInTheMiddleOfALongFrame() throws Exception {
        byte[] frame = Wire.frame(0x81, "x".repeat(500_000).getBytes(StandardCharsets.US_ASCII));
        wire.out.write(frame, 0, 300_000);
        Served.await("some", () -> seen.parts.get() > 0);
        seen.transport().pause();
        wire.out.write(frame, 300_000, frame.length - 300_000);
        seen.transport().resume();
        assertEquals(
                500_000 + " " + "x".repeat(500_000).hashCode(), wire.receive().text());
    }

    private boolean isConnected() {
        return connection().isOpen();
    }

    private TCPNIOConnection connection() {
        return ((GrizzlyTransport) seen.transport()).connection();
    }

    private Thread sender(AtomicLong sent, int total) {
        return sender(sent, total / 8192, Wire.frame(0x82, new byte[8192]));
    }

    private Thread sender(AtomicLong sent, int frames, byte[] frame) {
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < frames; i++) {
                    wire.out.write(frame);
                    sent.addAndGet(frame.length);
                }
            } catch (IOException e) {
                // The connection was ended.
            }
        });
        sender.start();
        return sender;
    }

    /** No progress over two hundred looks, two milliseconds apart. */
    private static java.util.function.BooleanSupplier stuck(AtomicLong sent) {
        long[] last = {-1, 0};
        return () -> {
            long now = sent.get();
            last[1] = now == last[0] && now > 0 ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] > 200;
        };
    }

    private static long ioCpuNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("echolocate-io"))
                .mapToLong(t -> threads.getThreadCpuTime(t.getId()))
                .sum();
    }

    private static byte[] texts(String... all) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (String one : all) {
            out.writeBytes(Wire.frame(0x81, one.getBytes(StandardCharsets.UTF_8)));
        }
        return out.toByteArray();
    }
}
