package dev.echolocate.testkit;

import dev.echolocate.app.GrizzlyServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** A browser whose way to the server leads over a relay, which freezes and breaks when a test says so. */
public abstract class RelayedBrowserTest extends BrowserTest {
    private final GrizzlyServer behind = new GrizzlyServer(Map.of("context-path", "/live"));

    protected final Relay relay = new Relay(behind);

    @Override
    protected Server start() {
        return relay;
    }

    /** What the browser itself says of connections that end, and of handshakes that are given up, is no fault of a page's. */
    @AfterEach
    void wellAgain() {
        relay.mend();
        relay.thaw();
        excuse("console error: WebSocket connection to");
        excuse("console warning: WebSocket connection to");
        excuse("console error: Failed to load resource: net::ERR_");
    }

    @AfterAll
    void stopServer() {
        behind.close();
    }
}
