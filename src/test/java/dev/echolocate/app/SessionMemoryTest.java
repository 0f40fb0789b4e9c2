package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Capacity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session costs, whatever its request came with. The clients' half is in the figures: some 0.5 KiB. */
@Timeout(60)
class SessionMemoryTest {
    private static final int SESSIONS = 400;

    /** Bytes of heap. A session costs some 7 KiB; the rest is for what the suite leaves behind meanwhile. */
    private static final long BOUND = 12 << 10;

    private static final String KIND = "Sec-WebSocket-Protocol: feed.v1\r\n";

    private final List<SocketChannel> clients = new ArrayList<>();
    private GrizzlyServer server;

    @BeforeEach
    void start() throws IOException {
        server = new GrizzlyServer(Map.of(Capacity.SESSIONS.name(), "5000"));
        perSession("/tracker/warm", KIND); // loads what is loaded once
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        server.close();
    }

    @Test
    void aSessionKeepsNothingOfItsRequest() throws IOException {
        String long11k = "X-Long: " + "x".repeat(1_100) + "\r\n";
        long bare = perSession("/tracker/bare", KIND);
        long full = perSession("/tracker/full?q=" + "y".repeat(1_000), KIND + long11k.repeat(10));
        long echo = perSession("/echo", "");
        String figures =
                "bytes of heap a session: tracker " + bare + ", with 12 kB of request " + full + ", echo " + echo;
        System.out.println(figures);
        assertTrue(Math.max(Math.max(bare, full), echo) < BOUND, figures);
    }

    private long perSession(String path, String headers) throws IOException {
        long before = used();
        for (int i = 0; i < SESSIONS; i++) {
            open(path, headers);
        }
        return (used() - before) / SESSIONS;
    }

    private void open(String path, String headers) throws IOException {
        SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
        clients.add(client);
        String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n";
        client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(2048);
        while (!StandardCharsets.US_ASCII
                .decode(answer.duplicate().flip())
                .toString()
                .contains("\r\n\r\n")) {
            assertTrue(client.read(answer) > 0);
        }
        assertTrue(StandardCharsets.US_ASCII.decode(answer.flip()).toString().startsWith("HTTP/1.1 101"));
    }

    /** After as many collections as it takes to find no more garbage. */
    private static long used() {
        long least = Long.MAX_VALUE;
        while (true) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (now > least - (8 << 10)) {
                return Math.min(now, least);
            }
            least = now;
        }
    }
}
