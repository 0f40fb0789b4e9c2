package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AssemblyBudgetTest {
    private static final int MIB = 1 << 20;
    private static final Address HOSTILE = Objects.requireNonNull(Address.parse("127.0.0.2"));
    private static final Address HEALTHY = Objects.requireNonNull(Address.parse("127.0.0.3"));

    private final AssemblyBudget assembly = new AssemblyBudget(64 * MIB, true);

    private List<AssemblyBudget.Hold> hostile(int count, int bytes) {
        List<AssemblyBudget.Hold> holds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AssemblyBudget.Hold hold = assembly.open(HOSTILE);
            if (hold.take(bytes)) {
                holds.add(hold);
            }
        }
        return holds;
    }

    @Test
    void aSmallMessageIsNeverRefusedBecauseOthersGatherLargeOnes() {
        for (int i = 0; i < 10; i++) {
            hostile(4, 15 * MIB);
            // All addresses together fill it.
            AssemblyBudget.Hold other = assembly.open(Objects.requireNonNull(Address.parse("10.0.0." + i)));
            assertTrue(other.take(10));
            other.take(15 * MIB);
        }
        AssemblyBudget.Hold small = assembly.open(HEALTHY);
        assertTrue(small.take(10));
        assertTrue(small.take(2 * AssemblyBudget.SMALL - 10));
    }

    @Test
    void anAddressThatGathersMuchLeavesRoomForALargeMessageOfAnother() {
        hostile(10, 15 * MIB);
        hostile(200, MIB);
        AssemblyBudget.Hold large = assembly.open(HEALTHY);
        assertTrue(large.take(400 * 1024));
        assertTrue(large.take(10 * MIB));
    }

    @Test
    void manySmallOnesLeaveRoomForSmallOnesOfAnother() {
        int fit = hostile(10_000, 2 * AssemblyBudget.SMALL).size();
        assertTrue(fit < 1_000, fit + " fit");
        assertTrue(assembly.open(HEALTHY).take(2 * AssemblyBudget.SMALL));
    }

    @Test
    void whatIsHeldIsGivenBack() {
        List<AssemblyBudget.Hold> holds = hostile(4, 10);
        AssemblyBudget.Hold grows = holds.get(0);
        assertTrue(grows.take(2 * AssemblyBudget.SMALL));
        assertTrue(grows.take(MIB));
        assertEquals(30 + 10 + 2 * AssemblyBudget.SMALL + MIB, assembly.used());
        assertFalse(grows.take(64 * MIB));
        holds.forEach(AssemblyBudget.Hold::release);
        holds.forEach(AssemblyBudget.Hold::release);
        assertEquals(0, assembly.used());
        assertTrue(grows.take(10), "the next message");
        assertEquals(10, assembly.used());
    }
}
