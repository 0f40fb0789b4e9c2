package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.embedded.TestEndpoint.Seen;
import jakarta.websocket.CloseReason;
import org.junit.jupiter.api.Test;

/** How a session ends that nothing is wrong with. */
class WebSocketEndsTest extends WebSocketFixture {
    @Test
    void theClientsCloseIsAnswered() throws Exception {
        wire.send(0x88, new byte[] {0x03, (byte) 0xE8, 'o', 'k'});
        assertClosed(1000);
        assertTrue(wire.ended());
    }

    @Test
    void theServersCloseReachesAClientThatIsStillSending() throws Exception {
        Seen seen = seen();
        seen.session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "bye"));
        for (int i = 0; i < 100; i++) {
            wire.send(0x82, new byte[60_000]);
        }
        assertClosed(1001);
    }

    @Test
    void anAbortedClientLeavesOnce() throws Exception {
        wire.socket.setSoLinger(true, 0);
        wire.socket.close();
        Seen seen = seen();
        Served.await("left", () -> seen.closes.get() == 1);
        assertEquals(1006, seen.reasons.peek().getCloseCode().getCode());
    }

    @Test
    void abortEndsTheConnectionAndTheSession() throws Exception {
        Seen seen = seen();
        seen.transport().abort();
        seen.transport().abort();
        assertTrue(wire.ended());
        Served.await("left", () -> seen.closes.get() == 1);
    }

    @Test
    void abortEndsAStalledConnection() throws Exception {
        Seen seen = seen();
        stall(seen);
        seen.transport().abort();
        Served.await("left", () -> seen.closes.get() == 1 && !seen.session.isOpen());
        assertTrue(wire.ended());
    }

    private static void stall(Seen seen) {
        String much = "x".repeat(1 << 20);
        for (int i = 0; i < 20; i++) {
            seen.session.getAsyncRemote().sendText(much, result -> {});
        }
    }
}
