package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.inspect.ProbeEnd.How;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.TrustingTls;
import dev.echolocate.tls.Lan;
import dev.echolocate.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe before servers of all kinds, most of them bad ones; time is what the test says. */
class ProbeTest {
    private static final ProbeLimits LIMITS = new ProbeLimits(Duration.ofMinutes(2), Duration.ofMinutes(5));

    private final AtomicLong clock = new AtomicLong();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Seen seen = new Seen();

    /** What a server does with a connection. */
    private interface Conversation {
        void hold(Socket socket) throws IOException;
    }

    /** Takes everything at once, unless told to hold it. */
    private static class Seen implements ProbeWatcher {
        final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

        @Override
        public void opened(String request, String response, Runnable taken) {
            told.add(response);
            taken.run();
        }

        @Override
        public void frame(ProbeFrame frame, Runnable taken) {
            told.add(frame);
            taken.run();
        }

        @Override
        public void over(ProbeEnd end) {
            told.add(end);
        }

        <T> T next(Class<T> type) {
            try {
                Object next = told.poll(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS);
                assertNotNull(next, "nothing told in time");
                return type.cast(next);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        ProbeEnd end() {
            return next(ProbeEnd.class);
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private InetSocketAddress server(Conversation conversation) throws IOException {
        return serve(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), conversation);
    }

    private InetSocketAddress tlsServer(Conversation conversation) throws IOException {
        return serve(
                TrustingTls.identity()
                        .context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress()),
                conversation);
    }

    private InetSocketAddress serve(ServerSocket socket, Conversation conversation) {
        opened.add(socket);
        Thread thread = new Thread(
                () -> {
                    try (Socket accepted = socket.accept()) {
                        conversation.hold(accepted);
                    } catch (IOException e) {
                        // The probe, or the test, has gone.
                    }
                },
                "probed");
        thread.setDaemon(true);
        thread.start();
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private Probes probes(@Nullable X509Certificate pin) {
        return probes(pin, new Budget(1));
    }

    private Probes probes(@Nullable X509Certificate pin, Budget places) {
        Probes probes = new Probes(
                places, LIMITS, new Counters<>(Refusal.class), pin == null ? null : () -> pin, clock::get, task -> {
                    Thread thread = new Thread(task, "probe");
                    thread.setDaemon(true);
                    return thread;
                });
        opened.add(probes);
        return probes;
    }

    private Probe probe(Probes probes, InetSocketAddress address, boolean tls) {
        return open(probes, Address.UNKNOWN, new ProbeTarget(address, tls, "localhost", "/echo"), seen);
    }

    private Probe probe(Conversation conversation) throws IOException {
        return probe(probes(null), server(conversation), false);
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Shakes hands as a server does. */
    private static void shake(Socket socket) throws IOException {
        var key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(head(socket));
        assertTrue(key.find());
        say(
                socket,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Accept.of(key.group(1)).accept() + "\r\n\r\n");
    }

    private static void readToEnd(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Says nothing.
        }
    }

    private static void frame(Socket socket, int opcode, byte... payload) throws IOException {
        socket.getOutputStream().write(new WireFrame(true, 0, opcode, null, Bytes.of(payload)).bytes());
    }

    @Test
    void aPingAndACloseAreAnsweredByItself() throws IOException {
        probe(socket -> {
            shake(socket);
            frame(socket, 9, (byte) 7);
            frame(socket, 8, (byte) 0x0f, (byte) 0xa1);
            readToEnd(socket);
        });
        assertTrue(seen.next(String.class).startsWith("HTTP/1.1 101"));
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ProbeFrame frame = seen.next(ProbeFrame.class);
            assertEquals(frame.sent(), frame.automatic());
            assertEquals(frame.sent(), frame.decoded().masked());
            frames.add((frame.sent() ? "sent " : "received ") + frame.decoded().opcode() + " "
                    + frame.decoded().payload().hex());
        }
        assertTrue(frames.indexOf("received 9 07") < frames.indexOf("sent 10 07"), frames::toString);
        assertTrue(frames.indexOf("received 8 0fa1") < frames.indexOf("sent 8 0fa1"), frames::toString);
        assertTrue(frames.containsAll(List.of("sent 10 07", "sent 8 0fa1")), frames::toString);
        // A server that never ends the connection.
        sweepAfter(Duration.ofSeconds(5));
        ProbeEnd end = seen.end();
        assertEquals(How.CLOSED, end.kind());
        assertEquals(new DecodedFrame.Close(4001, ""), end.close());
    }

    private void sweepAfter(Duration time) {
        clock.addAndGet(time.toMillis());
        opened.stream().filter(Probes.class::isInstance).forEach(probes -> ((Probes) probes).sweep());
    }

    @Test
    void whatNobodyUsesIsClosedPolitely() throws IOException {
        probe(socket -> {
            shake(socket);
            readToEnd(socket);
        });
        seen.next(String.class);
        sweepAfter(LIMITS.idle().minusMillis(1));
        assertTrue(seen.told.isEmpty());
        sweepAfter(Duration.ofMillis(1));
        assertEquals(
                new DecodedFrame.Close(1000, ""),
                seen.next(ProbeFrame.class).decoded().close());
        sweepAfter(Duration.ofSeconds(5));
        assertEquals(How.IDLE, seen.end().kind());
    }

    @Test
    void whatIsUsedLastsItsLife() throws IOException {
        Probe probe = probe(socket -> {
            shake(socket);
            readToEnd(socket);
        });
        seen.next(String.class);
        WireFrame frame = new WireFrame(true, 0, 1, MaskingKey.fresh(), Bytes.utf8("x"));
        for (int minute = 1; minute < 5; minute++) {
            sweepAfter(Duration.ofMinutes(1));
            assertEquals(Probe.CommandOutcome.TAKEN, probe.send(List.of(frame)));
            assertEquals(
                    frame.bytes().length, seen.next(ProbeFrame.class).bytes().size());
        }
        sweepAfter(Duration.ofMinutes(1));
        assertNotNull(seen.next(ProbeFrame.class).decoded().close());
        assertEquals(Probe.CommandOutcome.CLOSED, probe.send(List.of(frame)));
        sweepAfter(Duration.ofSeconds(5));
        assertEquals(How.EXPIRED, seen.end().kind());
        assertTrue(probe.isOver());
    }

    @Test
    void aCloseThatIsNotAnsweredEndsAllTheSame() throws IOException {
        Probe probe = probe(socket -> {
            shake(socket);
            readToEnd(socket);
        });
        seen.next(String.class);
        probe.close();
        assertTrue(seen.next(ProbeFrame.class).sent());
        sweepAfter(Duration.ofSeconds(5));
        assertEquals(How.UNANSWERED, seen.end().kind());
    }

    @Test
    void whoNeverAnswersIsGivenUp() throws IOException {
        probe(ProbeTest::readToEnd);
        sweepAfter(Duration.ofSeconds(10));
        assertEquals(How.SLOW, seen.end().kind());
    }

    @Test
    void whatIsClosedBeforeItIsOpenIsOver() throws IOException {
        probe(ProbeTest::readToEnd).close();
        assertEquals(How.CANCELLED, seen.end().kind());
    }

    @Test
    void whatIsNotHttpIsSaid() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "SSH-2.0-OpenSSH_9\r\n");
            readToEnd(socket);
        });
        assertEquals(How.NOT_HTTP, seen.end().kind());
    }

    @Test
    void whoHangsUpIsSaid() throws IOException {
        probe(socket -> head(socket));
        assertEquals(How.NOT_HTTP, seen.end().kind());
    }

    @Test
    void aRefusalIsToldAsItIs() throws IOException {
        String response = "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 5\r\n\r\nlogin";
        probe(socket -> {
            head(socket);
            say(socket, response);
            readToEnd(socket);
        });
        ProbeEnd end = seen.end();
        assertEquals(How.REFUSED, end.kind());
        assertEquals(response, end.response());
        assertTrue(end.request().startsWith("GET /echo HTTP/1.1\r\nHost: localhost\r\n"), end::request);
    }

    @Test
    void ofALongRefusalTheBeginningIsTold() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "HTTP/1.1 401 Unauthorized\r\n\r\n" + "x".repeat(100_000));
            readToEnd(socket);
        });
        assertEquals(29 + 2048, seen.end().response().length());
    }

    @Test
    void headersWithoutEndAreNotGathered() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "HTTP/1.1 101 Switching Protocols\r\n");
            for (int i = 0; i < 100_000; i++) {
                say(socket, "X: y\r\n");
            }
        });
        ProbeEnd end = seen.end();
        assertEquals(How.NOT_HTTP, end.kind());
        assertEquals(16 * 1024, end.response().length());
    }

    @Test
    void aWrongAcceptIsFound() throws IOException {
        probe(socket -> {
            head(socket);
            say(socket, "HTTP/1.1 101 Yes\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            readToEnd(socket);
        });
        assertEquals(How.WRONG_ACCEPT, seen.end().kind());
    }

    @Test
    void aFrameTooLongIsNotGathered() throws IOException {
        probe(socket -> {
            shake(socket);
            socket.getOutputStream().write(new byte[] {(byte) 0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0});
            readToEnd(socket);
        });
        seen.next(String.class);
        assertEquals(How.BROKEN, seen.end().kind());
    }

    /** RFC 6455 5.1: on either side it is known who masks. */
    @Test
    void aMaskThatIsMissingOrTooMuchIsTold() throws IOException {
        Probe probe = probe(socket -> {
            shake(socket);
            frame(socket, 10);
            socket.getOutputStream().write(new WireFrame(true, 0, 1, MaskingKey.fresh(), Bytes.NONE).bytes());
            readToEnd(socket);
        });
        seen.next(String.class);
        assertEquals(List.of(), seen.next(ProbeFrame.class).decoded().faults());
        assertEquals(
                List.of(new Fault(Rule.MASK, 1)),
                seen.next(ProbeFrame.class).decoded().faults());
        probe.send(List.of(new WireFrame(true, 0, 1, null, Bytes.NONE)));
        ProbeFrame sent = seen.next(ProbeFrame.class);
        assertTrue(sent.sent());
        assertEquals(List.of(new Fault(Rule.MASK, 1)), sent.decoded().faults());
    }

    @Test
    void anEndWithoutACloseIsSaidAndWhatWasLeftIsShown() throws IOException {
        probe(socket -> {
            shake(socket);
            socket.getOutputStream().write(new byte[] {(byte) 0x81, 5, 'h', 'e'});
        });
        seen.next(String.class);
        ProbeFrame half = seen.next(ProbeFrame.class);
        assertEquals("81056865", half.bytes().hex());
        assertEquals(Rule.UNFINISHED_FRAME, half.decoded().faults().get(0).rule());
        assertEquals(How.DROPPED, seen.end().kind());
    }

    @Test
    void nothingIsToldBeforeTheLastWasTaken() throws Exception {
        int count = 500;
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        BlockingQueue<Runnable> takings = new LinkedBlockingQueue<>();
        BlockingQueue<Object> frames = new LinkedBlockingQueue<>();
        Seen slow = new Seen() {
            @Override
            public void frame(ProbeFrame frame, Runnable taken) {
                most.accumulateAndGet(out.incrementAndGet(), Math::max);
                frames.add(frame);
                takings.add(taken);
            }
        };
        InetSocketAddress address = server(socket -> {
            shake(socket);
            for (int i = 0; i < count; i++) {
                frame(socket, 2, (byte) i);
            }
            readToEnd(socket);
        });
        open(probes(null), Address.UNKNOWN, new ProbeTarget(address, false, "localhost", "/echo"), slow);
        for (int i = 0; i < count; i++) {
            Runnable taken = takings.poll(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS);
            assertNotNull(taken);
            out.decrementAndGet();
            taken.run();
        }
        assertEquals(count, frames.size());
        assertEquals(1, most.get());
    }

    @Test
    void thereAreNoMoreThanThereMayBe() throws IOException {
        Probes probes = probes(null);
        Probe one = probe(probes, server(ProbeTest::readToEnd), false);
        ProbeTarget target = new ProbeTarget(server(ProbeTest::readToEnd), false, "localhost", "/echo");
        refused(probes, Address.UNKNOWN, target, "probes_full");
        one.abandon();
        assertTrue(one.isOver());
        open(probes, Address.UNKNOWN, target, seen);
        probes.close();
        assertEquals(How.STOPPED, seen.end().kind());
        refused(probes, Address.UNKNOWN, target, "stopping");
    }

    @Test
    void anAddressHasItsShareWhileMostAreOpen() throws IOException {
        Address ann = Objects.requireNonNull(Address.parse("192.0.2.1"));
        Address bea = Objects.requireNonNull(Address.parse("192.0.2.2"));
        Budget places = new Budget(4);
        Probes probes = probes(null, places);
        ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        opened.add(silent);
        ProbeTarget target =
                new ProbeTarget((InetSocketAddress) silent.getLocalSocketAddress(), false, "localhost", "/echo");
        Probe first = open(probes, ann, target, seen);
        open(probes, ann, target, seen);
        open(probes, ann, target, seen);
        String words = refused(probes, ann, target, "share");
        assertTrue(words.contains("your address"), words);
        Probe last = open(probes, bea, target, seen);
        assertEquals(4, places.used());
        first.abandon();
        refused(probes, bea, target, "share");
        last.abandon();
        assertEquals(0, places.used(bea));
        open(probes, ann, target, seen);
    }

    private static Probe open(Probes probes, Address who, ProbeTarget target, Seen seen) {
        try {
            return probes.open(who, target, seen);
        } catch (BadMessageException e) {
            throw new AssertionError(e);
        }
    }

    private String refused(Probes probes, Address who, ProbeTarget target, String code) {
        BadMessageException refused = assertThrows(BadMessageException.class, () -> probes.open(who, target, seen));
        assertEquals(code, refused.code());
        return refused.getMessage();
    }

    @Test
    void itOnlyGoesToThisMachine() {
        probe(probes(null), new InetSocketAddress("192.0.2.1", 80), false);
        assertEquals(How.NOT_HERE, seen.end().kind());
    }

    @Test
    void whereNobodyListensIsSaid() throws IOException {
        InetSocketAddress address = server(ProbeTest::readToEnd);
        closeQuietly();
        probe(probes(null), address, false);
        assertEquals(How.UNREACHABLE, seen.end().kind());
    }

    private void closeQuietly() throws IOException {
        for (AutoCloseable one : opened) {
            if (one instanceof ServerSocket socket) {
                socket.close();
            }
        }
    }

    @Test
    void thePinnedCertificateIsTrusted() throws IOException {
        probe(
                probes(TrustingTls.identity().certificate()),
                tlsServer(socket -> {
                    shake(socket);
                    frame(socket, 1, (byte) 'x');
                    readToEnd(socket);
                }),
                true);
        assertTrue(seen.next(String.class).startsWith("HTTP/1.1 101"));
        assertEquals("810178", seen.next(ProbeFrame.class).bytes().hex());
    }

    @Test
    void noOtherCertificateIs(@TempDir Path folder) throws IOException {
        X509Certificate other = new SelfSigned(folder)
                .identity("localhost", new Lan(List.of(), List.of()))
                .certificate();
        probe(probes(other), tlsServer(ProbeTest::readToEnd), true);
        ProbeEnd end = seen.end();
        assertEquals(How.CERTIFICATE, end.kind());
        assertEquals("", end.request());
    }

    @Test
    void whereNoCertificateIsKnownNoneIsTrusted() throws IOException {
        probe(probes(null), tlsServer(ProbeTest::readToEnd), true);
        assertEquals(How.CERTIFICATE, seen.end().kind());
        assertFalse(probes(null).knowsCertificate());
    }

    @Test
    void whereNoTlsIsSpokenThatIsSaid() throws IOException {
        probe(
                probes(TrustingTls.identity().certificate()),
                server(socket -> {
                    say(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
                    readToEnd(socket);
                }),
                true);
        assertEquals(How.TLS, seen.end().kind());
    }
}
