package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A small frame that comes byte by byte, which the engine would gather for ever. */
class TrickleTest {
    /** The text "hello", masked with zeros. */
    private static final byte[] FRAME = {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o'};

    @TempDir
    Path root;

    private Served served;
    private Wire wire;
    private GrizzlyTransport transport;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        served = Served.at(root);
        wire = served.connect();
        wire.upgrade("/test/" + name);
        transport = (GrizzlyTransport) TestEndpoint.seen(name).context.transport();
        Served.await("it is upgraded", () -> inbound() != null);
    }

    @AfterEach
    void close() throws Exception {
        wire.close();
        served.close();
    }

    private String lateAfter(long seconds) {
        return inbound().late(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), false);
    }

    private Inbound inbound() {
        return ConnectionDeadlines.phaseOf(transport.connection()).webSocket();
    }

    @Test
    void isLateOnceNothingCameOfItForTooLong() throws Exception {
        assertNull(lateAfter(100), "nothing has begun");
        for (int sent = 1; sent < FRAME.length; sent++) {
            wire.out.write(FRAME[sent - 1]);
            Served.await("it is under way", () -> lateAfter(30) != null);
            assertNull(lateAfter(10));
        }
        wire.out.write(FRAME[FRAME.length - 1]);
        assertNotNull(wire.receive());
        Served.await("it is whole", () -> lateAfter(100) == null);
    }

    @Test
    void theNextFrameBeginsAnew() throws Exception {
        for (int i = 0; i < 3; i++) {
            wire.out.write(FRAME, 0, 4);
            Served.await("it is under way", () -> lateAfter(30) != null);
            wire.out.write(FRAME, 4, FRAME.length - 4);
            wire.receive();
            Served.await("it is whole", () -> lateAfter(100) == null);
        }
    }
}
