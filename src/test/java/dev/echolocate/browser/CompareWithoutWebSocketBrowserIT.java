package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code compare.html} before a server that lets no WebSocket in. */
class CompareWithoutWebSocketBrowserIT extends CompareBrowserTest {
    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of("context-path", "/live", "websocket", "false"));
    }

    @AfterEach
    void refusalsAreExpected() {
        excuse("console error: WebSocket connection to");
    }

    @Test
    void theOthersRaceOnAndChangesArePosted() {
        ComparePage compare = opened();
        compare.set("10", "0.25");
        compare.start();
        compare.arrive("poll", 30);
        assertThat(compare.laneState("websocket")).hasText("refused, by the server or on the way");
        assertThat(compare.page.locator("#by")).hasText("POST");
        compare.pause();
        for (String lane : List.of("sse", "long-poll", "poll")) {
            assertEquals(compare.published(), compare.arrived(lane), lane);
        }
        assertThat(compare.figure("websocket", "arrived")).hasText("0");
        assertThat(compare.page.locator("#reading-2")).containsText("long polling moved the most bytes");
    }
}
