package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    @TempDir
    Path root;

    @Test
    void servesPagesAndSockets() throws Exception {
        try (Served served = Served.at(root);
                Wire page = served.connect();
                Wire socket = served.connect()) {
            assertEquals("<!doctype html><title>home</title>", page.get("/").text());
            assertEquals(101, socket.upgrade("/test/hello").status());
            socket.sendText("hello");
            assertEquals("hello", socket.receive().text());
        }
    }

    @Test
    void aTakenPortIsSaid() throws Exception {
        try (Served served = Served.at(root)) {
            int port = served.server.port();
            assertThrows(BindException.class, () -> Served.at(root, s -> s.withAddress("127.0.0.1", port)));
        }
    }

    @Test
    void listensOnTheGivenAddressOnly() throws Exception {
        try (Served served = Served.at(root, s -> s.withAddress("127.0.0.2", 0))) {
            new Socket(InetAddress.getByName("127.0.0.2"), served.server.port()).close();
            assertThrows(
                    java.net.ConnectException.class,
                    () -> new Socket(InetAddress.getByName("127.0.0.1"), served.server.port()));
        }
    }

    @Test
    void stoppingLetsLastWordsOut() throws Exception {
        Served served = Served.at(root);
        try (Wire closed = served.connect();
                Wire forgotten = served.connect()) {
            closed.upgrade("/test/closed");
            forgotten.upgrade("/test/forgotten");
            TestEndpoint.seen("closed").session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "stopping"));
            served.close();
            assertEquals(1001, closed.receive().code());
            assertTrue(closed.ended());
            assertTrue(forgotten.ended());
            Served.await("left", () -> TestEndpoint.seen("forgotten").closes.get() == 1);
            assertEquals(1, TestEndpoint.seen("closed").closes.get());
            assertThrows(IOException.class, served::connect);
        }
    }

    @Test
    void closesTwiceAndWithoutAStart() throws Exception {
        Served served = Served.at(root);
        served.close();
        served.server.close();
        new EmbeddedServer(ServerSettings.of(root), served.services(), List.of()).close();
    }

    @Test
    void leavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Served served = Served.at(root);
                Wire page = served.connect()) {
            assertEquals(200, page.get("/").status());
            page.upgrade("/test/leaves");
            assertTrue(started(before).stream().anyMatch(t -> t.getName().startsWith("echolocate-io")));
            assertTrue(started(before).stream().allMatch(Thread::isDaemon));
        }
        Served.await("no thread left", () -> started(before).isEmpty());
    }

    private static Set<Thread> started(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !before.contains(t) && t.isAlive())
                .filter(t -> t.getThreadGroup() != null
                        && !t.getThreadGroup().getName().equals("system"))
                .collect(Collectors.toSet());
    }
}
