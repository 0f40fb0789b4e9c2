package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.inspect.ProbeEnd.How;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a probe lasts. */
class ProbeTimesTest extends ProbeFixture {
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
        probe(ProbeFixture::readToEnd);
        sweepAfter(Duration.ofSeconds(10));
        assertEquals(How.SLOW, seen.end().kind());
    }

    @Test
    void whatIsClosedBeforeItIsOpenIsOver() throws IOException {
        probe(ProbeFixture::readToEnd).close();
        assertEquals(How.CANCELLED, seen.end().kind());
    }
}
