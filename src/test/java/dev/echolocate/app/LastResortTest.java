package dev.echolocate.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What ends a process, or must not, in a process of its own. */
@Timeout(90)
@EnabledOnOs(OS.LINUX)
class LastResortTest {
    private static final String[] ANY_PORT = {"--host", "127.0.0.1", "--port", "0"};

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    private final List<Socket> sockets = new ArrayList<>();

    private void connect(int times, ChildServer server) throws IOException {
        for (int i = 0; i < times; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 2_000);
            } catch (IOException e) {
                // Reset already, or not answered: that is the point.
                assertNotEquals("", String.valueOf(e.getMessage()));
            }
        }
    }

    private void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** As seen from another address. */
    private static boolean serves(ChildServer server) {
        for (int i = 0; i < 10 && server.process.isAlive(); i++) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress("127.0.0.3", 0));
                socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 2_000);
                socket.setSoTimeout(2_000);
                socket.getOutputStream().write(REQUEST);
                if (new String(socket.getInputStream().readNBytes(12), US_ASCII).equals("HTTP/1.1 200")) {
                    return true;
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    @Test
    void moreConnectionsThanDescriptorsFromTheVeryStart() throws Exception {
        try (ChildServer server = ChildServer.start(160, List.of(), Main.class, ANY_PORT)) {
            connect(400, server);
            closeAll();
            assertTrue(serves(server), "cold");
            connect(400, server);
            closeAll();
            assertTrue(serves(server), "warm");
        } finally {
            closeAll();
        }
    }

    @Test
    void descriptorsThatOthersUseUp() throws Exception {
        try (ChildServer server = ChildServer.start(
                160, List.of(), Main.class, "--host", "127.0.0.1", "--port", "0", "--connections.max", "1000")) {
            connect(400, server);
            server.says("can't be accepted");
            closeAll();
            assertTrue(serves(server), "cold");
            connect(400, server);
            closeAll();
            assertTrue(serves(server), "warm");
            server.process.toHandle().destroy();
            String errors = server.errors();
            assertTrue(errors.lines().count() < 10, errors);
        } finally {
            closeAll();
        }
    }

    @Test
    void outOfMemoryEndsTheProcessWithALine() throws Exception {
        try (ChildServer server = ChildServer.start(1_000, List.of("-Xmx48m"), OutOfMemory.class, ANY_PORT)) {
            assertTrue(serves(server));
            server.process.outputWriter().append('x').flush();
            assertEquals(3, server.status());
            assertTrue(server.errors().contains("can't go on: out of memory"));
        }
    }

    @Test
    void unfinishedHeadsByTheThousandAreNotTheEnd() throws Exception {
        try (ChildServer server = ChildServer.start(20_000, List.of("-Xmx64m"), Main.class, ANY_PORT)) {
            byte[] head = ("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(12_600)).getBytes(US_ASCII);
            for (int i = 0; i < 1_500; i++) {
                try {
                    connect(1, server);
                    sockets.get(sockets.size() - 1).getOutputStream().write(head);
                } catch (IOException e) {
                    // Refused: that is as it should be.
                    assertNotEquals("", String.valueOf(e.getMessage()));
                }
            }
            assertTrue(serves(server), "meanwhile");
            closeAll();
            assertTrue(serves(server), "afterwards");
        } finally {
            closeAll();
        }
    }
}
