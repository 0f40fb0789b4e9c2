package dev.echolocate.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LabelTest {
    @ParameterizedTest
    @EnumSource(Way.class)
    void everyWayIsKnownByItsName(Way way) {
        assertEquals(new Label("c", way), Label.of("/feeds/broadcast/c", "traffic=" + way.label()));
    }

    @ParameterizedTest
    @CsvSource({
        "/broadcast/a-B_1, traffic=sse, a-B_1",
        "/broadcast, traffic=sse, default",
        "/feeds/broadcast/x, since=a.1&traffic=sse&wait=5, x",
        "/feeds/broadcast/x, traffic=s%73e, x"
    })
    void whoSaysSoIsCounted(String path, String query, String channel) {
        assertEquals(new Label(channel, Way.SSE), Label.of(path, query));
    }

    @ParameterizedTest
    @CsvSource({
        "/broadcast/c, traffic=",
        "/broadcast/c, traffic=SSE",
        "/broadcast/c, traffic=udp&traffic=sse",
        "/broadcast/c, x=traffic",
        "/broadcast/c/d, traffic=sse",
        "/broadcast/, traffic=sse",
        "/broadcasts, traffic=sse",
        "/broadcast/a%20b, traffic=sse",
        "/feeds/broadcast, traffic=sse",
        "/feeds/broadcast/, traffic=sse",
        "/feeds/chat/c, traffic=sse",
        "/chat/c, traffic=sse",
        "'', traffic=sse"
    })
    void nobodyElseIs(String path, String query) {
        assertNull(Label.of(path, query));
    }

    @Test
    void aRequestWithoutAQueryHasNoLabel() {
        assertNull(Label.of("/broadcast/c", null));
    }
}
