package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of requests in memory, and connections, are bounded for all and for each address. */
@Timeout(60)
class UnderwayTest {
    private static final long HEADS = 200_000;
    private static final int CONNECTIONS = 100;

    private final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    private final List<Socket> sockets = new ArrayList<>();

    @TempDir
    Path webRoot;

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Served served() throws IOException {
        ConnectionLimits limits = ConnectionLimits.defaults();
        return Served.at(
                webRoot,
                settings -> settings.withLimits(
                        limits.withSizes(limits.sizes().withHeads(HEADS).withConnections(CONNECTIONS))),
                new Safeguards(refusals, true, null));
    }

    private Socket from(int last, Served served) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), served.server.port(), from, 0);
        socket.setSoTimeout((int) Served.PATIENCE.toMillis());
        sockets.add(socket);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String unfinished() {
        return "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(12_000);
    }

    private static String whole() {
        return "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    @Test
    void unfinishedHeadsOfOneAddressLeaveTheOthersTheirs() throws IOException {
        try (Served served = served()) {
            List<Socket> flood = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Socket socket = from(2, served);
                flood.add(socket);
                say(socket, unfinished());
            }
            Served.await("a refusal", () -> refusals.of(Refusal.HEADS) > 0);
            assertTrue(served.server.headBytes() < HEADS * 3 / 4, "" + served.server.headBytes());

            Socket healthy = from(3, served);
            say(healthy, whole());
            assertTrue(answer(healthy).startsWith("HTTP/1.1 200"));

            String refused = answer(flood.get(39));
            assertTrue(refused.startsWith("HTTP/1.1 503"), refused);
            assertTrue(refused.contains("try again later"), refused);
            assertTrue(refused.contains("Retry-After"), refused);

            for (Socket socket : flood) {
                socket.close();
            }
            Served.await("all is given back", () -> served.server.headBytes() == 0);
        }
    }

    @Test
    void aHeadThatComesByteByByteIsServedAndCostsItsLength() throws IOException {
        try (Served served = served()) {
            Socket slow = from(2, served);
            slow.setTcpNoDelay(true);
            for (char c : ("\r\n" + whole()).toCharArray()) {
                say(slow, String.valueOf(c));
            }
            assertTrue(answer(slow).startsWith("HTTP/1.1 200"));
            Served.await("all is given back", () -> served.server.headBytes() == 0);
        }
    }

    @Test
    void aSessionGivesBackItsHead() throws IOException {
        try (Served served = served();
                Wire session = served.connect()) {
            assertEquals(
                    101,
                    session.upgrade("/test/x", "X-Long: " + "x".repeat(9_000) + "\r\n")
                            .status());
            Served.await("all is given back", () -> served.server.headBytes() == 0);
        }
    }

    @Test
    void connectionsOfOneAddressLeaveTheOthersTheirs() throws IOException {
        try (Served served = served()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                from(2, served);
            }
            Served.await("a refusal", () -> refusals.of(Refusal.CONNECTIONS) > 0);
            Socket healthy = from(3, served);
            say(healthy, whole());
            assertTrue(answer(healthy).startsWith("HTTP/1.1 200"));
            for (Socket socket : sockets) {
                socket.close();
            }
            Served.await("all are given back", () -> served.server.connections() == 0);
        }
    }
}
