package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who follows a feed that is quiet is told so, over each transport, for longer than who gives no sign of life would last. */
class BeatContract extends ContractTest {
    private static final int BEATS = 4;

    @Override
    protected Map<String, String> settings() {
        return Map.of("feed.beat", "1s", "ping.interval", "1s", "silence", "3s");
    }

    /** Somebody who follows a feed in which nothing happens. */
    private final class Quiet {
        private final String what;
        private final Reading reading;
        private final String cursor;
        private long last;

        Quiet(By by, String service) {
            what = service + " by " + by + ": ";
            reading = closeAfter(Reading.open(by, server(), service + "/" + fresh("quiet"), null));
            cursor = reading.cursor();
        }

        void isToldThat() {
            JsonObject frame = reading.take();
            assertEquals(0, frame.getJsonArray("items").size(), what + frame);
            assertEquals(cursor, reading.cursor(), what + frame);
            assertFalse(frame.containsKey("beat"), what + "only the first says so");
            long now = frame.getJsonNumber("now").longValue();
            assertTrue(now > last, what + now + " after " + last);
            last = now;
        }
    }

    /** All at once: a beat takes a second. */
    @Test
    void whoIsToldNothingIsToldThat() {
        List<Quiet> all = Stream.of(By.WEBSOCKET, By.SSE)
                .flatMap(by -> Stream.of("broadcast", "tracker", "chat").map(service -> new Quiet(by, service)))
                .toList();
        for (int i = 0; i < BEATS; i++) {
            all.forEach(Quiet::isToldThat);
        }
    }

    @Test
    void theFirstFrameOfEachTransportSaysHowOften() {
        String feed = "broadcast/" + fresh("first");
        assertEquals(1, Http.get(server(), "/feeds/" + feed).json().getInt("beat"));
        EventStream stream = closeAfter(EventStream.open(server(), "/feeds/" + feed));
        String first = stream.next().data();
        assertTrue(first.contains(",\"beat\":1,"), first);
        assertEquals(1, feed("/" + feed).first().getInt("beat"));
        assertEquals(1, feed("/chat/" + fresh("first")).first().getInt("beat"));
    }
}
