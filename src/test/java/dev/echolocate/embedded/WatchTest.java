package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can't be survived ends the process. */
@Timeout(60)
class WatchTest {
    private static final Duration BEAT = Duration.ofMillis(20);

    private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();

    @TempDir
    Path webRoot;

    private Integer end() throws InterruptedException {
        return ends.poll(Served.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void noSignForTenBeatsIsTheEnd() throws Exception {
        AtomicBoolean alive = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        try (Watch watch = new Watch(ends::add, BEAT)) {
            watch.over(() -> asked.incrementAndGet() > 0 && alive.get());
            Served.await("some beats", () -> asked.get() > 20);
            assertTrue(ends.isEmpty());
            int before = asked.get();
            alive.set(false);
            assertEquals(Watch.STATUS, end());
            assertTrue(asked.get() - before >= 9, "after " + (asked.get() - before));
        }
    }

    @Test
    void aSignInBetweenBeginsAnew() {
        AtomicInteger asked = new AtomicInteger();
        try (Watch watch = new Watch(ends::add, BEAT)) {
            watch.over(() -> asked.incrementAndGet() % 9 == 0);
            Served.await("many beats", () -> asked.get() > 40);
            assertTrue(ends.isEmpty());
        }
    }

    @Test
    void outOfMemoryIsTheEndWhateverItIsWrappedIn() throws Exception {
        try (Watch watch = new Watch(ends::add, BEAT)) {
            watch.failed(new IllegalStateException("a mistake"));
            watch.failed(new StackOverflowError());
            assertTrue(ends.isEmpty());
            watch.failed(new IllegalStateException(new RuntimeException(new OutOfMemoryError("a test"))));
            assertEquals(Watch.STATUS, end());
        }
    }

    @Test
    void aSelectorThatIsStuckIsTheEnd() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (Watch watch = new Watch(ends::add, Duration.ofMillis(300));
                Served served = Served.at(
                        webRoot,
                        settings -> settings.withExchanges(Map.of("/stuck", exchange -> await(stuck))),
                        new Safeguards(new Counters<>(Refusal.class), true, watch));
                Wire wire = served.connect()) {
            assertEquals(200, wire.get("/").status());
            assertTrue(ends.isEmpty());
            wire.say("GET /stuck HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(Watch.STATUS, end());
            stuck.countDown();
        }
    }

    @Test
    void aSelectorThatHasMuchToDoIsAlive() throws Exception {
        AtomicInteger beats = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        int requests = 40;
        try (Watch watch = new Watch(ends::add, BEAT);
                Served server = Served.at(
                        webRoot,
                        settings -> settings.withExchanges(Map.of("/busy", exchange -> {
                            int until = beats.get() + 2;
                            Served.await("two beats", () -> beats.get() >= until);
                            exchange.abort();
                            served.incrementAndGet();
                        })),
                        new Safeguards(new Counters<>(Refusal.class), true, watch))) {
            watch.over(() -> beats.incrementAndGet() > 0);
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                wires.add(server.connect());
            }
            // Those of one selector are all found at once, behind the first.
            for (Wire wire : wires) {
                wire.say("GET /busy HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            Served.await("all", () -> served.get() == requests);
            assertTrue(ends.isEmpty());
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void outOfMemoryInAHandlerIsTheEnd() throws Exception {
        try (Watch watch = new Watch(ends::add, BEAT)) {
            Served served = Served.at(
                    webRoot,
                    settings -> settings.withExchanges(Map.of("/big", exchange -> {
                        throw new OutOfMemoryError("a test");
                    })),
                    new Safeguards(new Counters<>(Refusal.class), true, watch));
            try (Wire wire = served.connect()) {
                wire.say("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals(Watch.STATUS, end());
            } finally {
                served.closeAfterErrors();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
