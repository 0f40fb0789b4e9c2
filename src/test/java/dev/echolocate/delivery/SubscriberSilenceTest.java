package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is silent for too long, and who only seems to be. */
class SubscriberSilenceTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aStalledSendIsAbortedAfterItsDeadline() {
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.replies(sink, 10 << 20, null);
        subscriber.reply(Frame.binary(new byte[640 * 1024]));
        bench.advance(Bench.SEND_DEADLINE.plusSeconds(10).minusMillis(1));
        assertEquals(0, sink.aborts.get(), "a large frame has a second more for each 64 KiB");
        bench.advance(Duration.ofMillis(1));
        assertEquals(1, sink.aborts.get());
        bench.awaitNothingLeft();
        sink.release();
        assertEquals(1, sink.endings.get());
    }

    @Test
    void silenceEndsASessionAndAPongSavesIt() {
        RecordingSink alive = new RecordingSink(Way.AT_ONCE);
        RecordingSink silent = new RecordingSink(Way.AT_ONCE);
        silent.answersPings = false;
        bench.replies(alive, 1000, null);
        bench.replies(silent, 1000, null);
        for (int i = 0; i < 20; i++) {
            int pings = alive.pings.get();
            bench.advance(Bench.PING);
            Deadline.await("a ping", () -> alive.pings.get() > pings);
            bench.settleAll();
        }
        assertEquals(1, silent.endings.get());
        assertEquals(1, silent.pings.get());
        assertEquals(0, alive.endings.get());
    }

    @Test
    void aChallengeEndsADeadHolderAndNotALivingOne() {
        RecordingSink alive = new RecordingSink(Way.AT_ONCE);
        RecordingSink dead = new RecordingSink(Way.AT_ONCE);
        dead.answersPings = false;
        List<Subscriber> holders = List.of(bench.replies(alive, 1000, null), bench.replies(dead, 1000, null));
        bench.advance(Duration.ofSeconds(6));
        holders.forEach(Subscriber::challenge);
        holders.forEach(Subscriber::challenge);
        Deadline.await("pings", () -> alive.pings.get() == 1 && dead.pings.get() == 1);
        bench.settleAll();
        bench.advance(Duration.ofMillis(4_999));
        assertEquals(0, dead.aborts.get());
        bench.advance(Duration.ofMillis(1));
        assertEquals(1, dead.aborts.get());
        assertEquals(0, alive.aborts.get());
    }

    @Test
    void whoIsHeldBackIsNotTakenForSilent() {
        RecordingSink sink = new RecordingSink(Way.HELD);
        Subscriber subscriber = bench.replies(sink, 1000, new ReadControl() {
            @Override
            public void pause() {}

            @Override
            public void resume() {}
        });
        // A frame that may take 26 s, behind another one.
        subscriber.reply(Frame.binary(new byte[4 << 20]));
        subscriber.reply(Frame.binary(new byte[4 << 20]));
        for (int i = 0; i < 7; i++) {
            bench.advance(Duration.ofSeconds(10));
        }
        assertEquals(0, sink.aborts.get());
        sink.go(Way.AT_ONCE);
        Deadline.await("both are sent", () -> sink.count() == 2);
        assertEquals(2, sink.count());
    }
}
