package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Fuzz;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Whatever comes, in whatever parts, is handed on in pieces or refused; it is never kept, and never asked for twice. */
class FrameWatchFuzzTest {
    private static final int SECONDS = 3;
    private static final int MAX_MESSAGE = 1 << 20;

    @Test
    void anyBytesInAnyParts() {
        Fuzz.hex("frames.txt").run("frame watch", SECONDS, input -> {
            for (int part : new int[] {Math.max(1, input.length), 1, 7}) {
                read(input, part);
            }
        });
    }

    private static void read(byte[] bytes, int part) {
        // it unmasks in place
        byte[] input = bytes.clone();
        FrameWatch watch = new FrameWatch(MAX_MESSAGE);
        for (int from = 0; from < input.length && watch.refusal() == null; from += part) {
            ByteBuffer in = ByteBuffer.wrap(input, from, Math.min(part, input.length - from));
            int pieces = 0;
            while (watch.next(in) != null) {
                assertTrue(++pieces <= 2 * part + 2, "an end to the pieces");
            }
            assertTrue(watch.refusal() != null || !in.hasRemaining(), "all is taken");
        }
        FrameWatch.FrameRefusal refusal = watch.refusal();
        if (refusal != null) {
            assertTrue(refusal.code() == 1002 || refusal.code() == 1009, refusal.toString());
            assertEquals(null, watch.next(ByteBuffer.wrap(input)));
        }
    }
}
