package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Fuzz;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Any bytes to a running server: it answers or ends the connection, logs no exception, and goes on serving. */
class WireFuzzIT extends AttackRows {
    private static final int SECONDS = 10;
    private static final int LOOK_EVERY = 500;
    private static final List<String> DOORS =
            List.of("/echo", "/broadcast/fuzz", "/tracker/fuzz", "/chat/fuzz?name=F", "/inspect");

    private int taken;

    @Test
    void anyHead(TestInfo row) throws Exception {
        attack(row, () -> Fuzz.lines("heads.txt").run("heads on the wire", SECONDS, this::head));
    }

    /** What is unfinished has its deadline, which is another test's; here the client ends its side. */
    private void head(byte[] input) throws IOException {
        try (Socket socket = attacked().dial(0)) {
            socket.setSoTimeout((int) Deadline.STEP.toMillis());
            socket.getOutputStream().write(input);
            socket.shutdownOutput();
            // A stream of events may go on for who says no more (RFC 9112 9.6): the first byte is an answer.
            int first = socket.getInputStream().read();
            assertTrue(first == -1 || first == 'H', "no HTTP: " + first);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither answered nor ended", e);
        } catch (IOException ended) {
            assertTrue(process().isAlive());
        }
        look();
    }

    @Test
    void anyFrames(TestInfo row) throws Exception {
        attack(row, () -> Fuzz.hex("frames.txt").run("frames on the wire", SECONDS, this::frames));
    }

    private void frames(byte[] input) throws IOException {
        String door = DOORS.get(Math.floorMod(taken, DOORS.size()));
        Handshake handshake = Handshake.to(attacked(), door);
        if (taken % 2 == 0) {
            handshake.protocols("feed.v1");
        }
        try (RawClient client = handshake.connect()) {
            client.write(input);
            // Whole, should the input have been, or else anything: it comes to an end.
            client.send(Frame.close(1000, ""));
            client.halfClose();
            client.readToEnd();
        } catch (UncheckedIOException ended) {
            assertTrue(process().isAlive());
        }
        look();
    }

    @Test
    void anyJson(TestInfo row) throws Exception {
        attack(row, () -> Fuzz.texts("json.txt").run("JSON on the wire", SECONDS, this::json));
    }

    private void json(byte[] input) throws IOException {
        for (String path :
                List.of("/feeds/tracker/fuzz", "/feeds/broadcast/fuzz", "/api/frames/decode", "/api/frames/encode")) {
            try (HttpWire wire = new HttpWire(attacked())) {
                int status = wire.post(path, input, "Content-Type: application/json")
                        .answer()
                        .status();
                assertTrue(status < 500 || status == 503, () -> path + " was answered " + status);
            }
        }
        try (RawClient client =
                Handshake.to(attacked(), "/tracker/fuzz").protocols("feed.v1").connect()) {
            client.send(Frame.text(new String(input, StandardCharsets.UTF_8)), Frame.close(1000, ""));
            client.readClose();
        }
        look();
    }

    private void look() throws IOException {
        if (++taken % LOOK_EVERY == 0) {
            assertTrue(
                    process().exceptions().isEmpty(),
                    () -> "in the log: " + process().exceptions());
        }
    }
}
