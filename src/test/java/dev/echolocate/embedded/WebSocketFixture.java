package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.embedded.TestEndpoint.Seen;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A connection to the test endpoint, byte by byte. */
abstract class WebSocketFixture {
    static final int MOST = 16 << 20;

    @TempDir
    static Path root;

    static final AtomicInteger names = new AtomicInteger();

    static Served served;

    String name;
    Wire wire;

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

    Seen seen() {
        return TestEndpoint.seen(name);
    }

    /** What comes before the close frame is skipped. */
    void assertClosed(int code) throws Exception {
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
}
