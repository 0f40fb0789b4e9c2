package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.embedded.ConnectionLimits.Deadlines;
import dev.echolocate.testkit.TrustingTls;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path root;

    private Served served;

    @BeforeEach
    void start() throws Exception {
        served = Served.at(root, this::secure);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private ServerSettings secure(ServerSettings settings) {
        return settings.withTls(TrustingTls.identity()::context);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void bothVersionsServePages(String version) throws Exception {
        try (SSLSocket socket = open(version)) {
            socket.startHandshake();
            assertEquals(version, socket.getSession().getProtocol());
            assertEquals(
                    TrustingTls.identity().certificate(), socket.getSession().getPeerCertificates()[0]);
        }
        try (Wire wire = served.connect()) {
            for (int i = 0; i < 3; i++) {
                assertEquals("<!doctype html><title>home</title>", wire.get("/").text());
            }
            assertEquals("// script\n".repeat(200), wire.get("/app.js").text());
        }
    }

    @Test
    void olderVersionsAreRefused() throws Exception {
        String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
        try (SSLSocket socket = open("TLSv1.1")) {
            assertThrows(SSLException.class, socket::startHandshake);
        } finally {
            assertEquals(disabled, Security.getProperty("jdk.tls.disabledAlgorithms"));
        }
        // The JDK's client refuses to even ask: so by hand.
        try (Wire wire = served.connectPlainly()) {
            wire.out.write(hello(0x0302));
            assertEquals(21, wire.in.read(), "an alert");
            assertTrue(wire.ended());
        }
    }

    @Test
    void aHandshakeKnowsThatItIsSecure() throws Exception {
        try (Wire wire = served.connect()) {
            assertEquals(101, wire.upgrade("/test/tls-secure").status());
            assertTrue(TestEndpoint.seen("tls-secure").context.peer().secure());
        }
        try (Wire own = served.connect();
                Wire foreign = served.connect()) {
            assertEquals(
                    101,
                    own.upgrade("/test/tls-own", "Origin: https://localhost\r\n")
                            .status());
            assertEquals(
                    403,
                    foreign.upgrade("/test/tls-foreign", "Origin: http://localhost\r\n")
                            .status());
        }
    }

    @Test
    void longMessagesComeThrough() throws Exception {
        try (Wire wire = served.connect()) {
            wire.upgrade("/test/tls-long");
            byte[] noise = new byte[3 << 20];
            new java.util.Random(7).nextBytes(noise);
            wire.send(0x82, noise);
            CRC32 sum = new CRC32();
            sum.update(noise);
            assertEquals(noise.length + " " + sum.getValue(), wire.receive().text());
            wire.sendText("x".repeat(1000));
            assertEquals("x".repeat(1000), wire.receive().text());
        }
    }

    @Test
    void ofManySendersEachMessageArrivesWhole() throws Exception {
        try (Wire wire = served.connect()) {
            wire.upgrade("/test/tls-many");
            var session = TestEndpoint.seen("tls-many").session;
            int each = 200;
            Thread pinger = new Thread(() -> {
                try {
                    for (int i = 0; i < each; i++) {
                        session.getBasicRemote().sendPing(java.nio.ByteBuffer.wrap(new byte[] {1}));
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            pinger.start();
            for (int i = 0; i < each; i++) {
                wire.sendText("m" + i);
            }
            int texts = 0;
            int pings = 0;
            while (texts < each || pings < each) {
                Wire.Frame frame = wire.receive();
                if (frame.opcode() == 9) {
                    pings++;
                } else {
                    assertEquals("m" + texts++, frame.text());
                }
            }
            pinger.join();
        }
    }

    @Test
    void theLastWordsAreFollowedByCloseNotify() throws Exception {
        try (Wire wire = served.connect()) {
            wire.upgrade("/test/tls-bye");
            TestEndpoint.seen("tls-bye").session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "bye"));
            assertEquals(1001, wire.receive().code());
            assertEquals(-1, wire.in.read(), "the end of the stream, which TLS vouches for");
        }
    }

    @Test
    void aResponseThatEndsTheConnectionIsFollowedByCloseNotify() throws Exception {
        try (Wire wire = served.connect()) {
            assertEquals(200, wire.get("/", "Connection: close").status());
            assertEquals(-1, wire.in.read());
        }
    }

    @Test
    void closeNotifyOfTheClientEndsTheSession() throws Exception {
        try (Wire wire = served.connect()) {
            wire.upgrade("/test/tls-gone");
            var seen = TestEndpoint.seen("tls-gone");
            ((SSLSocket) wire.socket).shutdownOutput();
            Served.await("left", () -> seen.closes.get() == 1);
        }
    }

    @Test
    void plainHttpIsToldWhatToDo() throws Exception {
        try (Wire wire = served.connectPlainly()) {
            Wire.Reply reply = wire.get("/");
            assertEquals(400, reply.status());
            assertTrue(reply.text().contains("https://"), reply.text());
            assertTrue(wire.ended());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001\u0000\u0005hello", "\u0000"})
    void nonsenseIsEnded(String nonsense) throws Exception {
        try (Wire wire = served.connectPlainly()) {
            wire.out.write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(wire.ended());
        }
        Served.await("gone", () -> served.server.connections() == 0);
    }

    @Test
    void nobodyMayShakeHandsAgain() throws Exception {
        try (SSLSocket socket = open("TLSv1.2")) {
            socket.startHandshake();
            assertThrows(IOException.class, () -> {
                socket.startHandshake();
                while (socket.getInputStream().read() >= 0) {}
                throw new IOException("ended");
            });
        }
        Served.await("gone", () -> served.server.connections() == 0);
    }

    @Test
    void aHandshakeThatIsNeverDoneIsCutOff() throws Exception {
        try (Served impatient = Served.at(
                        root,
                        s -> secure(s)
                                .withLimits(ConnectionLimits.defaults()
                                        .withDeadlines(new Deadlines(SHORT, LONG, LONG, LONG, LONG))));
                Wire silent = impatient.connectPlainly();
                Wire begun = impatient.connectPlainly()) {
            begun.out.write(hello(0x0303), 0, 20);
            assertTrue(begun.ended());
            assertTrue(silent.ended());
        }
    }

    @Test
    void recordsThatAreNotWholeAreInTheBudgetOfHeads() throws Exception {
        Counters<Refusal> refusals = new Counters<>(Refusal.class);
        byte[] record = new byte[16_000];
        System.arraycopy(new byte[] {22, 3, 1, 0x3F, (byte) 0xFF}, 0, record, 0, 5);
        try (Served small = Served.at(
                root,
                s -> secure(s)
                        .withLimits(ConnectionLimits.defaults()
                                .withSizes(ConnectionLimits.defaults().sizes().withHeads(200_000))),
                new Safeguards(refusals, true, null))) {
            List<Wire> flood = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Wire wire = small.connectPlainly();
                flood.add(wire);
                wire.out.write(record);
            }
            Served.await("no room for more", () -> refusals.of(Refusal.HEADS) > 0);
            assertTrue(small.server.headBytes() > 90_000, () -> "" + small.server.headBytes());
            for (Wire wire : flood) {
                wire.close();
            }
            Served.await("all is given back", () -> small.server.headBytes() == 0);
            try (Wire wire = small.connect()) {
                assertEquals(200, wire.get("/").status());
                Served.await("a handshake gives back what it held", () -> small.server.headBytes() == 0);
            }
        }
    }

    @Test
    void aRecordThatASessionHasNotEndedIsInTheBudgetToo() throws Exception {
        try (Wire wire = served.connect()) {
            wire.upgrade("/test/tls-half");
            Served.await("nothing is held", () -> served.server.headBytes() == 0);
            byte[] record = new byte[10_000];
            System.arraycopy(new byte[] {23, 3, 3, 0x3F, (byte) 0xFF}, 0, record, 0, 5);
            wire.tcp.getOutputStream().write(record);
            Served.await("held", () -> served.server.headBytes() == record.length);
        }
        Served.await("given back", () -> served.server.headBytes() == 0);
    }

    @Test
    void whoDoesNotReadIsCutOff() throws Exception {
        try (Served impatient = Served.at(
                        root,
                        s -> secure(s)
                                .withExchanges(Map.of("/much", Answering.zeros(16 << 20)))
                                .withLimits(ConnectionLimits.defaults()
                                        .withDeadlines(new Deadlines(LONG, LONG, LONG, SHORT, SHORT))));
                Wire wire = impatient.connect()) {
            wire.say("GET /much HTTP/1.1\r\nHost: a\r\n\r\n");
            Served.await("served", () -> impatient.server.connections() == 1);
            Served.await("cut off", () -> impatient.server.connections() == 0);
        }
    }

    /** After the handshake, what the JDK's client calls one asks for new keys (RFC 8446 4.6.3). */
    @Test
    void newKeysAreGivenToWhoeverReads() throws Exception {
        try (Wire wire = served.connect()) {
            wire.upgrade("/test/tls-keys");
            for (int i = 0; i < 4 * TlsSession.MAX_ANSWERS; i++) {
                ((SSLSocket) wire.socket).startHandshake();
                wire.sendText("m" + i);
                assertEquals("m" + i, wire.receive().text());
            }
        }
    }

    @Test
    void whoAsksForNewKeysWithoutReadingIsEnded() throws Exception {
        try (Served impatient = Served.at(
                        root,
                        s -> secure(s)
                                .withLimits(ConnectionLimits.defaults()
                                        .withDeadlines(new Deadlines(LONG, LONG, LONG, SHORT, SHORT))));
                Wire wire = impatient.connect()) {
            wire.upgrade("/test/tls-deaf");
            var seen = TestEndpoint.seen("tls-deaf");
            seen.quiet = true;
            // The kernel takes no more: from here on, answers wait in this process.
            seen.session.getAsyncRemote().sendBinary(java.nio.ByteBuffer.allocate(32 << 20));
            for (int i = 0; i < TlsSession.MAX_ANSWERS; i++) {
                ((SSLSocket) wire.socket).startHandshake();
            }
            wire.sendText("still here");
            Served.await("heard", () -> seen.parts.get() == 1);
            ((SSLSocket) wire.socket).startHandshake();
            Served.await("ended", () -> seen.closes.get() == 1);
            assertEquals(1, seen.parts.get());
        }
    }

    private SSLSocket open(String version) throws IOException {
        return TrustingTls.over(new Socket(InetAddress.getByName("127.0.0.1"), served.server.port()), version);
    }

    /** A ClientHello of an old version, with one old cipher suite, and no extensions. */
    private static byte[] hello(int version) {
        java.nio.ByteBuffer hello = java.nio.ByteBuffer.allocate(50);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) 45);
        hello.put((byte) 1).put((byte) 0).putShort((short) 41);
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 2).putShort((short) 0xC009).put((byte) 1).put((byte) 0);
        return hello.array();
    }
}
