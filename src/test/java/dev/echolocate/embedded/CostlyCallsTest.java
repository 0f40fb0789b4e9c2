package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Gate;
import dev.echolocate.web.Hosts;
import dev.echolocate.web.Proxies;
import dev.echolocate.web.Rates;
import dev.echolocate.web.Readiness;
import dev.echolocate.web.Switches;
import dev.echolocate.web.http.Inspection;
import dev.echolocate.web.http.Qr;
import dev.echolocate.web.http.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What costs processor time keeps no connection waiting but its own. */
class CostlyCallsTest {
    private static final int MANY = 30;
    private static final String FRAMES = "{\"hex\":\"" + "810141".repeat(1365) + "\"}";

    private static final Admission ANYBODY = new Admission(
            new Readiness(),
            new Proxies(List.of(), Proxies.X_FORWARDED_FOR),
            new Hosts(List.of("*")),
            new Gate(List.of(), true),
            new Switches(part -> true),
            new Budget(1000),
            Rates.perSecond(0, System::nanoTime),
            Rates.perMinute(0, System::nanoTime),
            new Counters<>(Refusal.class));

    @TempDir
    Path root;

    private final CountDownLatch begin = new CountDownLatch(1);
    private final Budget places = new Budget(1000);

    /** It makes nothing before the test says so. */
    private final Work work = new Work(
            "work",
            1,
            places,
            new Budget(64 << 20),
            new Counters<>(Refusal.class),
            task -> new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                task.run();
            }));

    @Test
    void socketsPagesAndCheapCallsAreServedMeanwhile() throws Exception {
        Inspection inspection = new Inspection(ANYBODY, work);
        try (Served served = Served.at(
                root,
                s -> s.withExchanges(Map.of(
                        "/api/frames/*", inspection, "/api/accept", inspection, Qr.PATTERN, new Qr(ANYBODY, work))))) {
            Wire socket = served.connect();
            socket.upgrade("/test/beside");
            List<Wire> asking = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                asking.add(decode(served));
                asking.add(served.connect().say("GET /qr?text=" + i + " HTTP/1.1\r\nHost: a\r\n\r\n"));
            }
            Served.await("all wait", () -> places.used() == 2 * MANY);
            socket.sendText("hello");
            assertEquals("hello", socket.receive().text());
            try (Wire other = served.connect()) {
                assertEquals(200, other.get("/").status());
                assertEquals(200, other.get("/api/accept?key=a").status());
                assertEquals(200, other.get("/api/frames").status());
            }
            for (Wire wire : asking) {
                assertFalse(wire.hasInput());
            }
            asking.get(0).close();
            asking.get(1).close();
            Served.await("who has gone waits no more", () -> places.used() == 2 * MANY - 2);
            begin.countDown();
            for (Wire wire : asking.subList(2, asking.size())) {
                assertEquals(200, wire.reply().status());
                wire.close();
            }
            socket.close();
        } finally {
            begin.countDown();
            work.close();
        }
    }

    private static Wire decode(Served served) throws IOException {
        return served.connect()
                .say("POST /api/frames/decode HTTP/1.1\r\nHost: a\r\nContent-Length: " + FRAMES.length() + "\r\n\r\n"
                        + FRAMES);
    }
}
