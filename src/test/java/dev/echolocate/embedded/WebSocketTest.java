package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.embedded.TestEndpoint.Seen;
import dev.echolocate.web.HandshakeContext;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketTest {
    private static final int MOST = 16 << 20;

    @TempDir
    static Path root;

    private static final AtomicInteger names = new AtomicInteger();

    private static Served served;

    private String name;
    private Wire wire;

    @BeforeAll
    static void start() throws Exception {
        served = Served.at(root);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName() + names.incrementAndGet();
        wire = served.connect();
        assertEquals(101, wire.upgrade("/test/" + name + "?a=b").status());
    }

    @AfterEach
    void close() throws Exception {
        wire.close();
    }

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
    void anUnmaskedFrameIsClosedWith1002() throws Exception {
        wire.out.write(new byte[] {(byte) 0x81, 2, 'h', 'i'});
        assertClosed(1002);
    }

    @Test
    void aTooLongFrameIsClosedWith1009BeforeItsPayload() throws Exception {
        wire.out.write(Wire.frame(0x82, new byte[0], MOST + 1));
        assertClosed(1009);
        assertEquals(0, seen().parts.get());
    }

    @Test
    void aTooLongFrameIsClosedWith1009WhileItsPayloadIsSent() throws Exception {
        byte[] frame = Wire.frame(0x82, new byte[MOST + 1]);
        Thread sender = new Thread(() -> {
            try {
                wire.out.write(frame);
            } catch (IOException e) {
                // Cut off, as it may be.
            }
        });
        sender.start();
        assertClosed(1009);
        sender.join();
    }

    @Test
    void fragmentsAreTooLongTogether() throws Exception {
        wire.send(0x02, new byte[MOST]);
        wire.out.write(Wire.frame(0x80, new byte[0], 1));
        assertClosed(1009);
    }

    @Test
    void theLongestFrameArrivesInParts() throws Exception {
        byte[] payload = random(MOST);
        wire.send(0x82, payload);
        assertEquals(MOST + " " + crc(payload), wire.receive().text());
        assertTrue(seen().longestPart.get() <= FrameWatch.PART, "longest part " + seen().longestPart);
    }

    @Test
    void theLongestMessageInFragmentsWithPingsBetween() throws Exception {
        byte[] payload = random(MOST);
        int each = MOST / 16;
        for (int i = 0; i < 16; i++) {
            int first = (i == 0 ? 0x02 : 0) | (i == 15 ? 0x80 : 0);
            wire.send(first, Arrays.copyOfRange(payload, i * each, (i + 1) * each));
            if (i < 15) {
                wire.send(0x89, new byte[] {(byte) i});
                Wire.Frame pong = wire.receive();
                assertEquals(0x8A, pong.first());
                assertArrayEquals(new byte[] {(byte) i}, pong.payload());
            }
        }
        assertEquals(MOST + " " + crc(payload), wire.receive().text());
    }

    @Test
    void textIsDecodedAcrossParts() throws Exception {
        // Three bytes a character: no cut falls on a boundary for long.
        String text = "a" + "\u6f22\u5b57".repeat(500_000) + "\ud83d\ude00";
        wire.sendText(text);
        assertEquals(text.length() + " " + text.hashCode(), wire.receive().text());
    }

    @Test
    void textArrivesByteByByte() throws Exception {
        byte[] frame = Wire.frame(0x81, "\u6f22\u5b57 ok".getBytes(StandardCharsets.UTF_8));
        for (byte b : frame) {
            wire.out.write(b);
            wire.out.flush();
        }
        assertEquals("\u6f22\u5b57 ok", wire.receive().text());
    }

    @Test
    void aLongFrameArrivesByteByByte() throws Exception {
        String text = "\u00e4".repeat(2000);
        for (byte b : Wire.frame(0x81, text.getBytes(StandardCharsets.UTF_8))) {
            wire.out.write(b);
            wire.out.flush();
        }
        assertEquals(text.length() + " " + text.hashCode(), wire.receive().text());
    }

    @Test
    void emptyFramesAndFragments() throws Exception {
        wire.send(0x81, new byte[0]);
        assertEquals("", wire.receive().text());
        wire.send(0x01, new byte[0]);
        wire.send(0x00, "x".getBytes());
        wire.send(0x00, new byte[0]);
        wire.send(0x80, new byte[0]);
        assertEquals("x", wire.receive().text());
    }

    @Test
    void invalidTextInOneFrameIsClosedWith1007() throws Exception {
        wire.send(0x81, new byte[] {'a', (byte) 0xFF});
        assertClosed(1007);
    }

    @Test
    void invalidTextInALongFrameIsClosedWith1007() throws Exception {
        byte[] text = new byte[300_000];
        Arrays.fill(text, (byte) 'a');
        text[200_000] = (byte) 0xFF;
        wire.send(0x81, text);
        assertClosed(1007);
    }

    @Test
    void aCharacterThatNeverEndsIsClosedWith1007() throws Exception {
        byte[] text = new byte[300_000];
        Arrays.fill(text, (byte) 'a');
        text[299_999] = (byte) 0xE6;
        wire.send(0x81, text);
        assertClosed(1007);
    }

    @Test
    void aSurrogateInUtf8IsClosedWith1007() throws Exception {
        wire.send(0x81, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        assertClosed(1007);
    }

    @Test
    void reservedBitsAreClosedWith1002() throws Exception {
        wire.send(0xC1, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void reservedOpcodesAreClosedWith1002() throws Exception {
        wire.send(0x83, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void aReservedControlOpcodeIsClosedWith1002() throws Exception {
        wire.send(0x8B, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void aStrayContinuationIsClosedWith1002() throws Exception {
        wire.send(0x80, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void aNewMessageInsideAMessageIsClosedWith1002() throws Exception {
        wire.send(0x01, new byte[] {'a'});
        wire.send(0x81, new byte[] {'b'});
        assertClosed(1002);
    }

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

    @Test
    void pingsWithoutReadingAreHeldBack() throws Exception {
        byte[] ping = Wire.frame(0x89, new byte[125]);
        Thread pinger = new Thread(() -> {
            try {
                for (int i = 0; i < 200_000; i++) {
                    wire.out.write(ping);
                }
            } catch (IOException e) {
                // The test is over.
            }
        });
        pinger.start();
        for (int i = 0; i < 200_000; i++) {
            assertEquals(0x8A, wire.receive().first());
        }
        pinger.join();
    }

    private static void stall(Seen seen) {
        String much = "x".repeat(1 << 20);
        for (int i = 0; i < 20; i++) {
            seen.session.getAsyncRemote().sendText(much, result -> {});
        }
    }

    private Seen seen() {
        return TestEndpoint.seen(name);
    }

    /** What comes before the close frame is skipped. */
    private void assertClosed(int code) throws Exception {
        Wire.Frame frame = wire.receive();
        while (frame.opcode() != 8) {
            frame = wire.receive();
        }
        assertEquals(code, frame.code(), frame::reason);
        Seen seen = seen();
        Served.await("left", () -> seen.closes.get() > 0);
        assertTrue(wire.in.read() < 0, "the server ends its side");
        wire.close();
        assertEquals(1, seen.closes.get());
        assertEquals(code, seen.reasons.peek().getCloseCode().getCode());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static long crc(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
