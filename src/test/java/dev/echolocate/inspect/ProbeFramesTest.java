package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.inspect.ProbeEnd.How;
import dev.echolocate.testkit.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is told of frames that come and go. */
class ProbeFramesTest extends ProbeFixture {
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
}
