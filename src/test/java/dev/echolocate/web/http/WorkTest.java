package dev.echolocate.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.LogWatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final String ATTACKER = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";
    private static final int PLACES = 32;
    private static final int UNREAD = 10_000;

    private final Budget places = new Budget(PLACES);
    private final Budget unread = new Budget(UNREAD);
    private final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    private final CountDownLatch begin = new CountDownLatch(1);
    private final List<String> made = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> told = Collections.synchronizedList(new ArrayList<>());
    /** One thread, which begins when the test says so. */
    private final Work work = new Work("work", 1, places, unread, refusals, task -> {
        Thread thread = new Thread(
                () -> {
                    await(begin);
                    task.run();
                },
                "work");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((in, e) -> told.add(e));
        return thread;
    });

    @AfterEach
    void close() {
        begin.countDown();
        work.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS), "never");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private AskedExchange ask(String address, String what) {
        AskedExchange exchange = new AskedExchange(address);
        work.run(exchange, () -> {
            made.add(what);
            return Content.json(what);
        });
        return exchange;
    }

    @Test
    void anErrorIsToldToWhoeverWatchesTheThreadsAndTheNextIsAnswered() {
        try (LogWatch log = new LogWatch()) {
            AskedExchange failing = new AskedExchange(ATTACKER);
            work.run(failing, () -> {
                throw new OutOfMemoryError("a test");
            });
            AskedExchange next = ask(OTHER, "b");
            begin.countDown();
            assertEquals(500, failing.status());
            assertEquals(200, next.status());
            assertEquals(1, told.size());
            Deadline.await("all places are free", () -> places.used() == 0);
            assertEquals(1, log.heard().size());
        }
    }

    @Test
    void whoAsksForMuchWaitsForItself() {
        List<AskedExchange> many = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            many.add(ask(ATTACKER, "a" + i));
        }
        AskedExchange one = ask(OTHER, "b");
        begin.countDown();
        assertEquals(200, one.status());
        many.forEach(exchange -> assertEquals(200, exchange.status()));
        assertEquals(List.of("a0", "b", "a1", "a2"), made.subList(0, 4));
        Deadline.await("all places are free", () -> places.used() == 0);
        assertEquals(0, refusals.of(Refusal.WORK));
    }

    @Test
    void anAddressHasItsShareWhileManyWaitAndIsToldSo() {
        for (int i = 0; i < PLACES / 2 + 1; i++) {
            assertNull(ask(ATTACKER, "a").text(), "has the empty server for itself");
        }
        AskedExchange refused = ask(ATTACKER, "too much");
        assertEquals(503, refused.status());
        assertNotNull(refused.answerHeader("Retry-After"));
        assertTrue(String.valueOf(refused.text()).contains("your address"), refused::text);
        assertNull(ask(OTHER, "b").text(), "waits, and is not refused");
        assertEquals(1, refusals.of(Refusal.WORK));
    }

    @Test
    void moreThanMayWaitIsRefusedAtOnce() {
        for (int i = 0; i < PLACES; i++) {
            assertNull(ask("192.0.2." + (10 + i), "one each").text());
        }
        AskedExchange refused = ask(OTHER, "too much");
        assertEquals(503, refused.status());
        assertTrue(String.valueOf(refused.text()).contains("as much waits"), refused::text);
        begin.countDown();
        Deadline.await("all places are free", () -> places.used() == 0);
        assertEquals(200, ask(OTHER, "again").status());
    }

    @Test
    void nothingIsMadeForWhoHasGone() {
        ask(ATTACKER, "first");
        ask(OTHER, "gone").go();
        AskedExchange before = new AskedExchange(OTHER);
        before.go();
        work.run(before, () -> {
            made.add("gone before it was asked for");
            return Content.json("");
        });
        assertEquals(1, places.used());
        AskedExchange last = ask(OTHER, "last");
        begin.countDown();
        assertEquals(200, last.status());
        assertEquals(List.of("first", "last"), made);
    }

    @Test
    void whatFailsEndsNothingButItself() {
        try (LogWatch log = new LogWatch()) {
            AskedExchange broken = new AskedExchange(ATTACKER);
            work.run(broken, () -> {
                throw new StackOverflowError("of a fault of ours");
            });
            AskedExchange wrong = new AskedExchange(ATTACKER);
            work.run(wrong, () -> {
                throw new BadMessageException("bad_hex", "not hexadecimal");
            });
            AskedExchange next = ask(ATTACKER, "next");
            begin.countDown();
            assertEquals(500, broken.status());
            assertEquals(400, wrong.status());
            assertEquals(200, next.status());
            assertEquals(1, log.heard().size());
        }
        Deadline.await("all places are free", () -> places.used() == 0);
    }

    @Test
    void whatNobodyReadsIsBounded() {
        begin.countDown();
        String half = "x".repeat(UNREAD / 2);
        AskedExchange first = ask(ATTACKER, half);
        AskedExchange second = ask(ATTACKER, half);
        assertEquals(200, first.status());
        assertEquals(200, second.status());
        AskedExchange refused = ask(ATTACKER, half);
        assertEquals(503, refused.status());
        assertEquals(1, refusals.of(Refusal.WORK));
        first.read();
        assertEquals(200, ask(OTHER, half).status());
        second.read();
        assertEquals(UNREAD / 2, unread.used());
    }

    @Test
    void whoWaitsWhenItIsClosedIsTold() {
        AskedExchange waiting = ask(ATTACKER, "a");
        work.close();
        assertEquals(503, waiting.status());
        assertEquals(503, ask(OTHER, "b").status());
        assertEquals(2, refusals.of(Refusal.STOPPING));
        assertEquals(0, places.used());
        begin.countDown();
        assertEquals(List.of(), made);
    }
}
