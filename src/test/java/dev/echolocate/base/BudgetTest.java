package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Budget.Taken;
import java.util.Objects;
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

    private static final Address A = address("192.0.2.1");
    private static final Address B = address("192.0.2.2");

    private static Address address(String text) {
        return Objects.requireNonNull(Address.parse(text));
    }

    @Test
    void oneAddressHasAnIdleServerForItselfButNeverAllOfIt() {
        Budget budget = new Budget(16);
        for (int i = 0; i < 9; i++) {
            assertEquals(Taken.YES, budget.tryTake(A, 1));
        }
        assertEquals(Taken.OVER_SHARE, budget.tryTake(A, 1));
        for (int i = 0; i < 4; i++) {
            assertEquals(Taken.YES, budget.tryTake(B, 1));
        }
        assertEquals(Taken.OVER_SHARE, budget.tryTake(B, 1));
        assertTrue(budget.crowded(A));
        assertFalse(budget.crowded(B));
        budget.give(A, 8);
        assertEquals(Taken.YES, budget.tryTake(A, 1));
    }

    @Test
    void theWholeIsNeverExceededWhateverTheShares() {
        Budget budget = new Budget(4);
        for (int i = 0; i < 4; i++) {
            assertEquals(Taken.YES, budget.tryTake(address("192.0.2." + i), 1));
        }
        assertEquals(Taken.FULL, budget.tryTake(address("192.0.2.9"), 1));
    }

    @Test
    void withoutSharesTheFirstMayHaveAll() {
        Budget budget = new Budget(16, false);
        assertEquals(Taken.YES, budget.tryTake(A, 16));
        assertFalse(budget.crowded(A));
    }

    @Test
    void aSmallWholeStillLetsEachHaveOne() {
        Budget one = new Budget(1);
        assertEquals(Taken.YES, one.tryTake(A, 1));
        Budget two = new Budget(2);
        assertEquals(Taken.YES, two.tryTake(A, 1));
        assertEquals(Taken.YES, two.tryTake(B, 1));
    }

    @Test
    void aShareThatIsClosedGivesBackWhatItHasAndTakesNoMore() {
        Budget budget = new Budget(100);
        Budget.Share first = budget.open(A);
        Budget.Share second = budget.open(A);
        assertEquals(Taken.YES, first.tryTake(10));
        assertEquals(Taken.YES, second.tryTake(20));
        assertEquals(30, first.ofAddress());
        first.close();
        first.close();
        assertEquals(20, budget.used(A));
        assertEquals(Taken.FULL, first.tryTake(1));
        first.give(5);
        assertEquals(20, budget.used());
        second.close();
        assertEquals(0, budget.used());
        assertEquals(0, budget.addresses());
    }

    @Test
    void nothingIsKeptOfAnAddressThatHoldsNothing() {
        Budget budget = new Budget(100);
        assertEquals(Taken.YES, budget.tryTake(A, 1));
        assertEquals(1, budget.addresses());
        budget.give(A, 1);
        assertEquals(0, budget.addresses());
    }
}
