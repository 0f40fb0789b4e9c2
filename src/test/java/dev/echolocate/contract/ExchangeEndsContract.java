package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.HeldExchanges.Held;
import dev.echolocate.testkit.HeldExchanges.Written;
import dev.echolocate.testkit.HttpWire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How an exchange waits, and how it is over: once, whoever ends it. */
class ExchangeEndsContract extends ExchangeContract {
    /** More than the kernels of both sides hold for a peer that doesn't read. */
    private static final int HUGE = 32 << 20;

    private static final int SMALL_BUFFER = 4096;

    /** How many wait at one time: over TLS, hands are to be shaken with each of them. */
    private int crowd() {
        return server().isSecure() ? 200 : 1000;
    }

    @Test
    void manyWaitWithoutAThreadAndAllAreAnswered() {
        int waiting = crowd();
        assertEquals(200, connect().ask("GET", "/x/seen").answer().status());
        int threads = threads();
        List<HttpWire> wires = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            String name = fresh("crowd");
            names.add(name);
            wires.add(connect().ask("GET", "/x/held/" + name));
        }
        names.forEach(handler::held);
        int more = threads() - threads;
        assertTrue(more <= 10, "so many threads more: " + more);
        for (String name : names) {
            handler.held(name).answer(name);
        }
        for (int i = 0; i < waiting; i++) {
            assertEquals(names.get(i), wires.get(i).answer().text());
        }
        Deadline.await(
                "all over",
                () -> names.stream().allMatch(name -> handler.held(name).isOver()));
    }

    @Test
    void whoDoesNotReadIsWaitedForAloneAndCanBeEnded() {
        HttpWire wire = closeAfter(new HttpWire(server(), SMALL_BUFFER));
        Held held = held(wire, "GET").stream();
        Written pending = held.write(new byte[HUGE]);
        for (int i = 0; i < 10; i++) {
            assertEquals(200, connect().ask("GET", "/x/seen").answer().status());
        }
        assertEquals(0, pending.times());
        assertFalse(held.isOver());
        held.exchange().abort();
        held.exchange().abort();
        Deadline.await("over", held::isOver);
        Deadline.await("done", () -> pending.times() == 1);
        assertNotNull(pending.error());
        assertTrue(wire.rest().length() < HUGE);
        assertEquals(1, pending.times());
        assertEquals(1, held.timesOver().get());
    }

    @Test
    void anEndWaitsForTheWriteInFlight() {
        HttpWire wire = closeAfter(new HttpWire(server(), SMALL_BUFFER));
        Held held = held(wire, "GET").stream();
        Written pending = held.write(new byte[HUGE]);
        held.exchange().end();
        held.exchange().end();
        assertEquals(0, pending.times());
        assertFalse(held.isOver());
        assertEquals(HUGE, wire.answer().body().length);
        Deadline.await("over", held::isOver);
        assertNull(pending.error());
        assertEquals(200, wire.ask("GET", "/x/seen").answer().status());
    }

    @Test
    void whoGoesIsNoticed() {
        List<Held> gone = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpWire fin = connect();
            gone.add(held(fin, "GET"));
            fin.close();
            HttpWire rst = connect();
            gone.add(held(rst, "GET"));
            rst.reset();
            HttpWire midway = connect();
            Held held = held(midway, "GET").stream();
            gone.add(held);
            held.write("begun");
            assertEquals(200, midway.head().status());
            midway.reset();
        }
        for (Held held : gone) {
            Deadline.await("over", held::isOver);
            held.exchange().end();
            held.exchange().abort();
            assertEquals(1, held.timesOver().get());
        }
    }

    @Test
    void everyWriteIsDoneOnceWhenever() {
        for (int i = 0; i < crowd() / 10; i++) {
            HttpWire wire = connect();
            Held held = held(wire, "GET").stream();
            held.write("begun");
            wire.reset();
            writeUntilOver(held);
            assertEquals(1, held.timesOver().get());
        }
    }

    private static void writeUntilOver(Held held) {
        List<Written> all = new ArrayList<>();
        Deadline.await("over", () -> {
            Written written = held.write("anybody?");
            all.add(written);
            Deadline.await("done", () -> written.times() > 0);
            return held.isOver();
        });
        for (Written written : all) {
            assertEquals(1, written.times());
        }
    }

    @Test
    void aWriteToWhoHasGoneFailsOnce() {
        HttpWire wire = closeAfter(new HttpWire(server(), SMALL_BUFFER));
        Held held = held(wire, "GET").stream();
        Written pending = held.write(new byte[HUGE]);
        wire.reset();
        Deadline.await("over", held::isOver);
        Deadline.await("done", () -> pending.times() > 0);
        assertNotNull(pending.error());
        Written late = held.write("too late");
        Deadline.await("done", () -> late.times() > 0);
        assertNotNull(late.error());
        assertEquals(1, pending.times());
        assertEquals(1, late.times());
    }

    @Test
    void anAbortSaysNothingMore() {
        HttpWire before = connect();
        Held unanswered = held(before, "GET");
        unanswered.exchange().abort();
        assertEquals("", before.rest());
        Deadline.await("over", unanswered::isOver);
        HttpWire midway = connect();
        Held begun = held(midway, "GET").stream();
        begun.write("some");
        assertEquals(200, midway.head().status());
        assertEquals("some", midway.chunk());
        begun.exchange().abort();
        assertEquals("", midway.rest());
        Deadline.await("over", begun::isOver);
    }

    @Test
    void anAbortAfterTheEndTouchesNobody() {
        HttpWire wire = connect();
        Held first = held(wire, "GET");
        first.answer("first");
        assertEquals("first", wire.answer().text());
        Deadline.await("over", first::isOver);
        Held second = held(wire, "GET");
        first.exchange().abort();
        first.exchange().end();
        second.answer("second");
        assertEquals("second", wire.answer().text());
    }

    @Test
    void whoAsksAfterItIsOverHearsAtOnce() {
        HttpWire wire = connect();
        Held held = held(wire, "GET");
        held.answer("done");
        wire.answer();
        Deadline.await("over", held::isOver);
        AtomicInteger late = new AtomicInteger();
        held.exchange().whenOver(late::incrementAndGet);
        assertEquals(1, late.get());
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }
}
