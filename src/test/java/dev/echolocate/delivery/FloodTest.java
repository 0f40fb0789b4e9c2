package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Log;
import dev.echolocate.feed.Outcome;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A sender that floods a channel, and a listener without cursor that reads at once. */
class FloodTest {
    private static final int HELD = 50;

    @Test
    void throwsNoListenerOutWhoReadsAtOnce() {
        try (Bench bench = new Bench(64 << 20, Bench.MAX_REPLIES, HELD)) {
            Handle<Log> log = bench.log("a");
            RecordingSink sink = new RecordingSink(RecordingSink.Way.AT_ONCE);
            bench.read(sink, Plain.DIALECT, Bench.feedPosition(log));
            bench.settle();
            List<String> taken = new ArrayList<>();
            int refused = 0;
            for (int round = 0; round < 5; round++) {
                CountDownLatch go = bench.stopStripes();
                for (int i = 0; i < 10 * HELD; i++) {
                    String text = round + "." + i;
                    Outcome outcome = log.feed()
                            .append(Item.text("1", text), Address.UNKNOWN)
                            .toCompletableFuture()
                            .join();
                    if (outcome == Outcome.DONE) {
                        taken.add(text);
                    } else {
                        assertEquals(Outcome.BUSY, outcome);
                        refused++;
                    }
                }
                go.countDown();
                bench.advance(Duration.ofSeconds(1));
                Deadline.await("all that was taken is there", () -> sink.count() == taken.size());
            }
            assertEquals(taken, sink.texts());
            assertTrue(refused > 0 && taken.size() >= 2 * HELD, taken.size() + " were taken");
        }
    }
}
