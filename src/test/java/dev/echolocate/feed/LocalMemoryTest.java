package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The bytes of all feeds of the in-process engine. */
class LocalMemoryTest {
    private static final Limits LIMITS =
            new Limits(2_000, 10, Duration.ofSeconds(60), 10_000, 100, 10, Duration.ofSeconds(60));
    private static final Owner OWNER = new Owner("p", "l");

    private static Item item(int length) {
        return Item.text("1".repeat(length), "");
    }

    @Test
    void aFeedThatWasDroppedGivesItsBytesBackOnce() {
        AtomicLong used = new AtomicLong();
        Memory memory = new Memory() {
            @Override
            public boolean take(long bytes) {
                used.addAndGet(bytes);
                return true;
            }

            @Override
            public void give(long bytes) {
                used.addAndGet(-bytes);
            }
        };
        LocalLog log = new LocalLog(LIMITS, memory);
        log.append(item(100));
        LocalBoard board = new LocalBoard(LIMITS, memory, () -> 0);
        board.put("k", OWNER, 1, Duration.ofSeconds(1), item(100), item(10));
        memory.give(log.drop() + board.drop());
        assertEquals(0, used.get());
        log.shed(Long.MAX_VALUE);
        log.append(item(100));
        board.sweep();
        board.keep(java.util.List.of("k"), OWNER, Duration.ZERO);
        board.put("k", OWNER, 2, Duration.ofSeconds(1), item(100), item(10));
        assertEquals(0, used.get());
    }

    @Test
    void whatCanNeverFitCostsNobodyAnything() {
        try (LocalFixture fixture = new LocalFixture(LIMITS)) {
            Log log = LogContract.log(fixture, "a");
            log.append(item(100));
            log.append(item(100));
            Board board =
                    fixture.engine().board("b").toCompletableFuture().join().feed();
            assertEquals(
                    Outcome.FULL,
                    board.put("k", OWNER, 1, Duration.ofSeconds(1), item(3_000), item(10))
                            .toCompletableFuture()
                            .join());
            assertEquals(2, LogContract.read(log, null).entries().size());
        }
    }
}
