package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.CloseCode;
import dev.echolocate.delivery.RecordingSink.Way;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sends that need a thread each. */
class PoolsTest {
    private static final Address HOSTILE = Objects.requireNonNull(Address.parse("127.0.0.2"));
    private static final Address HEALTHY = Objects.requireNonNull(Address.parse("127.0.0.3"));

    private final Bench bench = new Bench(64 << 20, Bench.MAX_REPLIES, 100, Bench.SEND_DEADLINE);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        bench.close();
    }

    /** A peer that does not read: its send blocks. */
    private RecordingSink blocked(Address address) {
        RecordingSink sink = new RecordingSink(Way.HELD) {
            @Override
            public void send(Frame frame, Consumer<@Nullable Throwable> done) {
                super.send(frame, done);
                Bench.waitFor(never);
            }
        };
        sink.address = address;
        sink.sendBlocks = true;
        return sink;
    }

    private RecordingSink well(Address address) {
        RecordingSink sink = new RecordingSink(Way.AT_ONCE);
        sink.address = address;
        sink.sendBlocks = true;
        return sink;
    }

    @Test
    void whoNeverReadsKeepsNoOtherAddressWaiting() {
        for (int i = 0; i < 30; i++) {
            bench.replies(blocked(HOSTILE), 1000, null).reply(Frame.binary(new byte[1 << 10]));
        }
        RecordingSink healthy = well(HEALTHY);
        Subscriber subscriber = bench.replies(healthy, 1000, null);
        subscriber.reply(Frame.text("in parts"));
        subscriber.ping();
        Deadline.await("it is served", () -> healthy.count() == 1 && healthy.pings.get() == 1);
    }

    @Test
    void whatIsWorkIsDoneElsewhereByAddressInTurn() {
        List<Address> done = new CopyOnWriteArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (Address address : List.of(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HEALTHY)) {
            RecordingSink sink = new RecordingSink(Way.AT_ONCE) {
                @Override
                public void send(Frame frame, Consumer<@Nullable Throwable> whenDone) {
                    Bench.waitFor(go);
                    threads.add(Thread.currentThread());
                    done.add(address);
                    super.send(frame, whenDone);
                }
            };
            sink.address = address;
            sink.sendIsWork = true;
            bench.replies(sink, 1000, null).reply(Frame.text("work"));
        }
        go.countDown();
        Deadline.await("all is done", () -> done.size() == 6);
        assertFalse(threads.contains(Thread.currentThread()));
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        assertTrue(threads.stream().distinct().count() <= most, threads::toString);
        assertTrue(done.indexOf(HEALTHY) <= most + 1, done::toString);
    }

    @Test
    void timeRunsOnlyForWhoHasAThread() {
        List<RecordingSink> hostile = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            RecordingSink sink = blocked(HOSTILE);
            hostile.add(sink);
            bench.replies(sink, 10 << 20, null).reply(Frame.binary(new byte[2 << 20]));
        }
        long running = 5;
        Deadline.await(
                "as many as may run",
                () -> hostile.stream().filter(RecordingSink::holds).count() == running);
        // 2 MiB may take half a minute more, but not on a thread that others wait for.
        bench.advance(Bench.SEND_DEADLINE.multipliedBy(2));
        assertEquals(
                running, hostile.stream().filter(sink -> sink.aborts.get() == 1).count());
        assertTrue(hostile.stream().allMatch(sink -> sink.aborts.get() == 0 || sink.holds()), "it was its own time");
        bench.advance(Duration.ofMillis(1));
        never.countDown();
    }

    @Test
    void whoFindsNoPlaceIsTold() {
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            RecordingSink sink = blocked(HOSTILE);
            sinks.add(sink);
            bench.replies(sink, 1000, null).reply(Frame.text("x"));
        }
        Deadline.await("somebody is told", () -> sinks.stream().anyMatch(sink -> sink.closeCode != 0));
        assertTrue(sinks.stream().allMatch(sink -> sink.closeCode == 0 || sink.closeCode == CloseCode.TRY_AGAIN));
        RecordingSink healthy = well(HEALTHY);
        bench.replies(healthy, 1000, null).reply(Frame.text("in parts"));
        Deadline.await("the other is served", () -> healthy.count() == 1);
        Deadline.await("it is counted", () -> bench.hub.counts().endings().of(Ending.BUSY) > 500);
    }
}
