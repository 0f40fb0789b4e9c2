package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Address MANY = address("127.0.0.2");
    private static final Address ONE = address("127.0.0.3");
    private static final long PIECE = Turns.SHARE_NANOS / 4;

    private final Queue<Runnable> nextRound = new ArrayDeque<>();
    private final List<Address> done = new ArrayList<>();
    private long now = 1_000_000_000;
    private final Turns turns = new Turns(nextRound::add, () -> now);

    private static Address address(String text) {
        Address address = Address.parse(text);
        assertTrue(address != null);
        return address;
    }

    private void round() {
        turns.round();
        List<Runnable> tasks = List.copyOf(nextRound);
        nextRound.clear();
        tasks.forEach(Runnable::run);
    }

    private void work(Address who) {
        now += PIECE;
        done.add(who);
    }

    /** As a connection does whose bytes have come: now, or in its turn. */
    private void comes(Address who) {
        if (turns.begin(who)) {
            work(who);
        } else {
            turns.await(who, () -> comes(who));
        }
    }

    /** As above, and more comes whenever it was served. */
    private void comesAgainAndAgain(Address who) {
        turns.await(who, () -> {
            assertTrue(turns.begin(who));
            work(who);
            comesAgainAndAgain(who);
        });
    }

    private int done(Address who) {
        return Collections.frequency(done, who);
    }

    @Test
    void whatComesIsDoneAtOnceWhileAnAddressHasItsShare() {
        comes(MANY);
        comes(ONE);
        assertEquals(List.of(MANY, ONE), done);
        assertTrue(nextRound.isEmpty());
    }

    @Test
    void anAddressGetsItsShareOfARoundAndTheRestWaits() {
        for (int i = 0; i < 900; i++) {
            comes(MANY);
        }
        comes(ONE);
        assertEquals(4, done(MANY));
        assertEquals(1, done(ONE));
        for (int rounds = 1; done(MANY) < 900; rounds++) {
            round();
            comes(ONE);
            assertEquals(1 + rounds, done(ONE), "in each round");
        }
        round();
        assertTrue(nextRound.isEmpty(), "nobody waits, so nobody keeps the selector awake");
    }

    @Test
    void whatWasServedCountsInThatRound() {
        for (int i = 0; i < 900; i++) {
            turns.await(MANY, () -> work(MANY));
        }
        round();
        assertEquals(4, done(MANY));
        assertFalse(turns.begin(MANY));
        assertTrue(turns.begin(ONE));
        turns.round();
        assertTrue(turns.begin(MANY));
    }

    @Test
    void ofThoseWhoWaitEachAddressHasItsTurn() {
        for (int i = 0; i < 900; i++) {
            comesAgainAndAgain(MANY);
        }
        comesAgainAndAgain(ONE);
        for (int i = 0; i < 100; i++) {
            round();
        }
        assertEquals(3 * done(ONE), done(MANY), "one of the one, three of the many, in each round of four");
        assertEquals(100, done(ONE));
    }

    @Test
    void oneThatComesAgainHasOneTurnARound() {
        comesAgainAndAgain(ONE);
        round();
        assertEquals(1, done(ONE));
    }

    @Test
    void aTaskThatFailsKeepsNobodyWaiting() {
        turns.await(MANY, () -> {
            throw new IllegalStateException("told");
        });
        turns.await(MANY, () -> work(MANY));
        turns.await(ONE, () -> work(ONE));
        assertThrows(IllegalStateException.class, this::round);
        round();
        assertEquals(List.of(ONE, MANY), done);
    }

    @Test
    void timeThatIsNobodysIsNotCounted() {
        comes(MANY);
        turns.stop();
        now += 100 * Turns.SHARE_NANOS;
        assertTrue(turns.begin(MANY));
    }
}
