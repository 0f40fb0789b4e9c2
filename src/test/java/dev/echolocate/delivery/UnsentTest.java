package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.testkit.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cap on what all sessions together have not sent. */
class UnsentTest {
    private static final Address HOSTILE = Objects.requireNonNull(Address.parse("127.0.0.2"));
    private static final Address HEALTHY = Objects.requireNonNull(Address.parse("127.0.0.3"));

    private final Bench bench = new Bench(1_000_000, 10_000_000, 1000);

    @AfterEach
    void close() {
        bench.close();
    }

    private static Frame bytes(int bytes) {
        return Frame.binary(new byte[bytes]);
    }

    private RecordingSink stalled(int bytes) {
        return stalled(bytes, Address.UNKNOWN);
    }

    private RecordingSink stalled(int bytes, Address address) {
        RecordingSink sink = new RecordingSink(Way.HELD);
        sink.address = address;
        Subscriber subscriber = bench.read(sink, Plain.DIALECT, Bench.feedPosition(bench.log("a")));
        subscriber.reply(bytes(bytes));
        Deadline.await("it is in flight", sink::holds);
        bench.settle();
        return sink;
    }

    @Test
    void overTheCapTheLongestStalledIsEndedFirst() {
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sinks.add(stalled(300_000));
        }
        assertEquals(
                List.of(1, 1, 1, 0, 0, 0),
                sinks.stream().map(sink -> sink.aborts.get()).toList());
        Deadline.await("three are left", () -> bench.hub.sessions() == 3);
        assertEquals(3 * (300_000 + Replies.OVERHEAD), bench.hub.unsentBytes());
        sinks.forEach(sink -> sink.subscriber.thenAccept(Subscriber::closed));
        bench.awaitNothingLeft();
    }

    @Test
    void anAddressOverItsShareIsEndedBeforeOneThatHasStalledLonger() {
        RecordingSink healthy = stalled(100_000, HEALTHY);
        List<RecordingSink> hostile = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            hostile.add(stalled(20_000, HOSTILE));
        }
        assertEquals(0, healthy.aborts.get());
        assertTrue(bench.hub.unsentBytes() <= 1_000_000);
        long ended = hostile.stream().filter(sink -> sink.aborts.get() == 1).count();
        assertEquals(200 - 44, ended, "what fits beside the healthy one");
        assertEquals(ended, bench.hub.counts().endings().of(Ending.CROWDED));
    }

    @Test
    void noMoreAreEndedThanItTakes() {
        RecordingSink large = stalled(800_000);
        List<RecordingSink> small = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            small.add(stalled(10_000));
        }
        // Who is ended gives back what it holds only when its stripe comes to it.
        CountDownLatch go = bench.stopStripes();
        for (RecordingSink sink : small) {
            assertTrue(sink.subscriber.join().reply(bytes(50_000)));
        }
        assertEquals(1, large.aborts.get());
        assertTrue(small.stream().allMatch(sink -> sink.aborts.get() == 0));
        go.countDown();
        Deadline.await("the large one is over", () -> large.endings.get() == 1);
        assertEquals(5 * (60_000 + 2 * Replies.OVERHEAD), bench.hub.unsentBytes());
    }

    @Test
    void whoPinsNothingIsNotEndedForOthers() {
        CountDownLatch pong = new CountDownLatch(1);
        RecordingSink pinged = new RecordingSink(Way.AT_ONCE) {
            @Override
            public void ping() {
                Bench.waitFor(pong);
                super.ping();
            }
        };
        bench.replies(pinged, 1000, null);
        bench.advance(Bench.PING);
        Deadline.await("the ping is under way", () -> bench.hub.unsent().stalled() > 0);
        assertEquals(1, bench.hub.unsent().stalled());
        // Each below the share of an address: then it is who has stalled the longest.
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sinks.add(stalled(220_000, Objects.requireNonNull(Address.parse("127.0.0." + (4 + i)))));
        }
        assertEquals(
                List.of(1, 0, 0, 0, 0),
                sinks.stream().map(sink -> sink.aborts.get()).toList());
        assertEquals(0, pinged.aborts.get());
        pong.countDown();
        Deadline.await("it was pinged", () -> pinged.pings.get() == 1);
    }
}
