package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.kit.ContractTest;
import dev.echolocate.kit.EventStream;
import dev.echolocate.kit.Http;
import dev.echolocate.kit.Reading;
import dev.echolocate.kit.Reading.By;
import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who follows a feed that is quiet is told so, over each transport, for longer than who gives no sign of life would last. */
class BeatContract extends ContractTest {
    private static final int BEATS = 4;

    @Override
    protected Map<String, String> settings() {
        return Map.of("feed.beat", "1s", "ping.interval", "1s", "silence", "3s");
    }

    @ParameterizedTest
    @CsvSource({
        "WEBSOCKET, broadcast",
        "WEBSOCKET, tracker",
        "WEBSOCKET, chat",
        "SSE, broadcast",
        "SSE, tracker",
        "SSE, chat"
    })
    void whoIsToldNothingIsToldThat(By by, String service) {
        Reading reading = closeAfter(Reading.open(by, server(), service + "/" + fresh("quiet"), null));
        String cursor = reading.cursor();
        long last = 0;
        for (int i = 0; i < BEATS; i++) {
            JsonObject frame = reading.take();
            assertEquals(0, frame.getJsonArray("items").size());
            assertEquals(cursor, reading.cursor());
            assertFalse(frame.containsKey("beat"), "only the first says so");
            long now = frame.getJsonNumber("now").longValue();
            assertTrue(now > last, now + " after " + last);
            last = now;
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
