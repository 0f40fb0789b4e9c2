package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.Figures;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import jakarta.json.Json;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Feeds over HTTP, with many who wait and with one who doesn't read. */
class PatientFeedsContract extends ContractTest {
    private static final int WAITING = 1000;

    /** How many threads a server may add for whatever reason. */
    private static final int A_FEW_THREADS = 40;

    @Override
    protected Map<String, String> settings() {
        return Map.of("ping.interval", "1s", "silence", "3s", "send.deadline", "2s", "max-sessions", "3000");
    }

    @Test
    void aStreamThatIsQuietSaysThatItLives() {
        EventStream stream = closeAfter(EventStream.open(server(), "/feeds/broadcast/" + fresh("quiet")));
        stream.next();
        stream.comment();
        stream.comment();
    }

    @Test
    void aThousandWhoWaitHoldNoThread() throws Exception {
        String feed = "broadcast/" + fresh("crowd");
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        List<EventStream> crowd = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            crowd.add(closeAfter(EventStream.open(server(), "/feeds/" + feed)));
        }
        for (EventStream each : crowd) {
            each.next();
        }
        int after = ManagementFactory.getThreadMXBean().getThreadCount();
        assertTrue(after - before <= A_FEW_THREADS, before + " threads, and then " + after);
        assertEquals(
                200, Http.post(server(), "/feeds/" + feed, "{\"text\":\"1\"}").status());
        for (EventStream each : crowd) {
            assertTrue(each.next().data().contains("\"1\""));
        }
    }

    @Test
    void oneWhoDoesNotReadDelaysNobodyAndIsEnded() {
        String feed = "broadcast/" + fresh("stall");
        EventStream stalled = closeAfter(EventStream.open(server(), "/feeds/" + feed));
        Reading reader = closeAfter(Reading.open(By.SSE, server(), feed, null));
        String large = Json.createValue("y".repeat(60_000)).toString();
        for (int i = 0; i < 200; i++) {
            assertEquals(
                    200,
                    Http.post(server(), "/feeds/" + feed, "{\"text\":" + large + "}")
                            .status());
            assertEquals(60_000, reader.item().getString("text").length());
        }
        Deadline.await(
                "who doesn't read is ended",
                () -> Figures.of(server()).get("echolocate_sessions", "service", "broadcast", "transport", "sse") == 1);
        assertTrue(stalled.ends());
    }
}
