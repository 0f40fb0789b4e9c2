package dev.echolocate.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.testkit.Deadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads for what may block, and who has them. */
class PoolTest {
    private static final Address HOSTILE = Objects.requireNonNull(Address.parse("127.0.0.2"));
    private static final Address HEALTHY = Objects.requireNonNull(Address.parse("127.0.0.3"));

    private final CountDownLatch never = new CountDownLatch(1);
    private final Pool pool = new Pool(8, 40, true, PoolTest::thread);

    @AfterEach
    void close() {
        never.countDown();
        pool.close(0);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "pool under test");
        thread.setDaemon(true);
        return thread;
    }

    private void block() {
        Bench.waitFor(never);
    }

    @Test
    void whoseTasksBlockKeepsNobodyElseWaiting() {
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            taken += pool.execute(HOSTILE, this::block) ? 1 : 0;
        }
        assertTrue(taken < 40, taken + " fit");
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            assertTrue(pool.execute(HEALTHY, done::incrementAndGet));
        }
        Deadline.await("the other's are done", () -> done.get() == 10);
    }

    @Test
    void aLonelyAddressHasAllOfTheThreadsThatNobodyElseNeeds() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            assertTrue(pool.execute(HOSTILE, done::incrementAndGet));
            if (i % 5 == 4) {
                int so = i + 1;
                Deadline.await("they are done", () -> done.get() == so);
            }
        }
    }

    @Test
    void addressesThatWaitTakeTurns() {
        Pool one = new Pool(1, 100, false, PoolTest::thread);
        List<Address> order = Collections.synchronizedList(new ArrayList<>());
        assertTrue(one.execute(HOSTILE, this::block));
        for (int i = 0; i < 20; i++) {
            assertTrue(one.execute(HOSTILE, () -> order.add(HOSTILE)));
        }
        assertTrue(one.execute(HEALTHY, () -> order.add(HEALTHY)));
        never.countDown();
        Deadline.await("all are done", () -> order.size() == 21);
        assertTrue(order.indexOf(HEALTHY) <= 1);
        assertEquals(0, one.waiting());
        one.close(0);
        assertFalse(one.execute(HEALTHY, () -> {}));
    }

    @Test
    void closingWaitsForWhatRuns() {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        assertTrue(pool.execute(HEALTHY, () -> {
            begun.countDown();
            Bench.waitFor(never);
            done.incrementAndGet();
        }));
        Bench.waitFor(begun);
        never.countDown();
        pool.close(10_000);
        assertEquals(1, done.get());
    }
}
