package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.web.HandshakeContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, and what comes along with the handshake. */
class WebSocketHandshakeTest extends WebSocketFixture {
    @Test
    void theHandshakeHasItsContext() {
        HandshakeContext context = seen().context;
        assertEquals("localhost", context.peer().host());
        assertEquals("127.0.0.1", context.peer().address().toString());
        assertEquals("a=b", context.query());
        assertFalse(context.peer().secure());
        assertTrue(context.transport().owned());
    }

    @Test
    void framesBehindTheHandshakeAreNotLost() throws Exception {
        try (Wire eager = served.connect()) {
            eager.out.write(concat(
                    Wire.handshake("/test/eager").getBytes(StandardCharsets.US_ASCII),
                    Wire.frame(0x81, "early".getBytes())));
            assertEquals(101, eager.upgradeReply().status());
            assertEquals("early", eager.receive().text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /test/x,dGhlIHNhbXBsZQ==,13,400",
        "GET /test/x,not base64 at all!,13,400",
        "POST /test/x,dGhlIHNhbXBsZSBub25jZQ==,13,400",
        "GET /test/|x,dGhlIHNhbXBsZSBub25jZQ==,13,400",
        "GET /test/x,dGhlIHNhbXBsZSBub25jZQ==,8,426",
        "GET /test/x,dGhlIHNhbXBsZSBub25jZQ==,'13\r\nSec-WebSocket-Version: 8',426",
        "GET /nowhere,dGhlIHNhbXBsZSBub25jZQ==,13,404"
    })
    void aWrongHandshakeIsAnsweredAndEnded(String line, String key, String version, int status) throws Exception {
        try (Wire wrong = served.connect()) {
            wrong.say(line + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                    + key + "\r\nSec-WebSocket-Version: " + version + "\r\n\r\n");
            Wire.Reply reply = wrong.reply();
            assertEquals(status, reply.status());
            if (status == 426) {
                // RFC 9110 7.8, 15.5.22.
                assertEquals("13", reply.header("Sec-WebSocket-Version"));
                assertEquals("websocket", reply.header("Upgrade"));
                assertTrue(reply.header("Connection").contains("Upgrade"), reply::text);
            }
            StaticFilesTest.assertSecured(reply);
            assertTrue(wrong.ended());
        }
    }

    @Test
    void aForeignOriginIsRefusedInWords() throws Exception {
        try (Wire foreign = served.connect()) {
            Wire.Reply reply = foreign.upgrade("/test/foreign", "Origin: http://evil.example\r\n");
            assertEquals(403, reply.status());
            assertEquals("text/plain; charset=utf-8", reply.header("Content-Type"));
            assertTrue(reply.text().contains("http://evil.example"), reply::text);
            assertTrue(reply.text().contains("origins"), reply::text);
            StaticFilesTest.assertSecured(reply);
            assertTrue(foreign.ended());
        }
        try (Wire own = served.connect()) {
            assertEquals(
                    101,
                    own.upgrade("/test/own", "Origin: http://localhost\r\n").status());
        }
    }

    @Test
    void otherUpgradesAreIgnored() throws Exception {
        try (Wire other = served.connect()) {
            Wire.Reply reply = other.get(
                    "/", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQ");
            assertEquals(200, reply.status());
            assertEquals("<!doctype html><title>home</title>", reply.text());
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
