package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final Address A = Objects.requireNonNull(Address.parse("192.0.2.1"));
    private static final Address B = Objects.requireNonNull(Address.parse("192.0.2.2"));
    private static final Address C = Objects.requireNonNull(Address.parse("192.0.2.3"));

    private final FairQueue<String> queue = new FairQueue<>();

    private List<String> rest() {
        List<String> all = new ArrayList<>();
        for (String one = queue.poll(); one != null; one = queue.poll()) {
            all.add(one);
        }
        return all;
    }

    @Test
    void addressesAreServedInTurnAndEachInItsOwnOrder() {
        for (String a : List.of("a1", "a2", "a3", "a4")) {
            queue.add(A, a);
        }
        queue.add(B, "b1");
        queue.add(B, "b2");
        queue.add(C, "c1");
        assertEquals(List.of("a1", "b1", "c1", "a2", "b2", "a3", "a4"), rest());
    }

    @Test
    void whoComesLateWaitsForOneOfEachOther() {
        for (int i = 0; i < 30; i++) {
            queue.add(A, "a");
            queue.add(B, "b");
        }
        assertEquals("a", queue.poll());
        queue.add(C, "c");
        assertEquals(List.of("b", "a", "c"), List.of(queue.poll(), queue.poll(), queue.poll()));
    }

    @Test
    void whatIsTakenOutIsNotServed() {
        queue.add(A, "a1");
        queue.add(A, "a2");
        queue.add(B, "b1");
        assertTrue(queue.remove(A, "a1"));
        assertFalse(queue.remove(A, "a1"));
        assertFalse(queue.remove(C, "c1"));
        assertTrue(queue.remove(B, "b1"));
        assertEquals(List.of("a2"), rest());
        assertNull(queue.poll());
        queue.add(B, "b2");
        assertEquals(List.of("b2"), rest());
    }
}
