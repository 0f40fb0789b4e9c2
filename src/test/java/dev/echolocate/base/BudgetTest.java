package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void allOrNothing() {
        Budget budget = new Budget(10);
        assertTrue(budget.tryTake(10));
        assertFalse(budget.tryTake(1));
        assertTrue(budget.tryTake(0));
        budget.give(4);
        assertFalse(budget.tryTake(5));
        assertTrue(budget.tryTake(4));
        assertEquals(10, budget.used());
        assertEquals(10, budget.limit());
    }

    @Test
    void takingBeyondTheLimitIsTold() {
        Budget budget = new Budget(10);
        assertTrue(budget.take(10));
        assertFalse(budget.take(1));
        assertEquals(11, budget.used());
        assertFalse(budget.tryTake(0));
    }

    @Test
    void manyThreadsNeverTakeMoreThanThereIs() {
        Budget budget = new Budget(1_000);
        long taken = IntStream.range(0, 10_000)
                .parallel()
                .filter(i -> budget.tryTake(1))
                .count();
        assertEquals(1_000, taken);
        assertEquals(1_000, budget.used());
    }
}
