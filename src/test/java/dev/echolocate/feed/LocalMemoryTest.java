package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of all feeds of the in-process engine. */
class LocalMemoryTest {
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final FeedLimits LIMITS = new FeedLimits(2_000, 10, IDLE, 10_000, 100, 500, 10, IDLE, false);
    private static final Owner OWNER = new Owner("p", "l", Address.UNKNOWN);

    private static Address address(int n) {
        return Objects.requireNonNull(Address.parse("192.0.2." + n));
    }

    private static Item item(int length) {
        return Item.text("1".repeat(length), "");
    }

    private static Log log(LocalFixture fixture, String name, Address maker) {
        return fixture.engine().log(name, maker).toCompletableFuture().join().feed();
    }

    private static Board board(LocalFixture fixture, String name) {
        return fixture.engine()
                .board(name, Address.UNKNOWN)
                .toCompletableFuture()
                .join()
                .feed();
    }

    private static Outcome append(Log log, Address from, int length) {
        return log.append(item(length), from).toCompletableFuture().join();
    }

    private static Outcome put(Board board, Address from, String key, long version, int length) {
        return board.put(key, new Owner("p", "l", from), version, LIFE, item(length), item(10))
                .toCompletableFuture()
                .join()
                .outcome();
    }

    @Test
    void aFeedThatWasDroppedGivesItsBytesBackOnce() {
        try (LocalFixture fixture = new LocalFixture(LIMITS)) {
            Handle<Log> log = fixture.engine()
                    .log("l", Address.UNKNOWN)
                    .toCompletableFuture()
                    .join();
            Handle<Board> board = fixture.engine()
                    .board("b", Address.UNKNOWN)
                    .toCompletableFuture()
                    .join();
            append(log.feed(), Address.UNKNOWN, 100);
            put(board.feed(), Address.UNKNOWN, "k", 1, 100);
            board.feed().keep(List.of("k"), OWNER, Duration.ZERO);
            log.close();
            board.close();
            fixture.advance(IDLE);
            assertEquals(0, fixture.engine.held());
            assertEquals(Outcome.UNAVAILABLE, append(log.feed(), Address.UNKNOWN, 100));
            assertEquals(Outcome.UNAVAILABLE, put(board.feed(), Address.UNKNOWN, "k", 2, 100));
            ((LocalLog) log.feed()).shed(Long.MAX_VALUE);
            ((LocalBoard) board.feed()).sweep();
            board.feed().keep(List.of("k"), OWNER, Duration.ZERO);
            assertEquals(0, fixture.engine.held());
        }
    }

    @Test
    void whatCanNeverFitCostsNobodyAnything() {
        try (LocalFixture fixture = new LocalFixture(LIMITS)) {
            Log log = LogContract.log(fixture, "a");
            for (int i = 0; i < 4; i++) {
                append(log, Address.UNKNOWN, 100);
            }
            assertEquals(Outcome.FULL, put(board(fixture, "b"), Address.UNKNOWN, "k", 1, 3_000));
            assertEquals(4, LogContract.read(log, null).entries().size());
        }
    }

    @Test
    void aMoveOfUnchangedSizeGoesHoweverFullItIs() {
        try (LocalFixture fixture = new LocalFixture(LIMITS)) {
            Board board = board(fixture, "b");
            int people = 0;
            while (put(board, Address.UNKNOWN, "k" + people, 1, 100) == Outcome.DONE) {
                people++;
            }
            assertTrue(people > 1);
            assertEquals(Outcome.DONE, put(board, Address.UNKNOWN, "k0", 2, 100));
            assertEquals(Outcome.FULL, put(board, Address.UNKNOWN, "k0", 3, 1_000), "what it adds is too much");
            assertEquals(Outcome.DONE, put(board, Address.UNKNOWN, "k0", 3, 50));
            assertEquals(people, BoardContract.read(board, null).entries().size());
        }
    }

    @Test
    void anAddressOverItsShareIsToldAndTheOthersGoOn() {
        FeedLimits limits = new FeedLimits(20_000, 10, IDLE, 10_000, 100, 500, 100, IDLE, true);
        try (LocalFixture fixture = new LocalFixture(limits)) {
            Board board = board(fixture, "b");
            int taken = 0;
            while (put(board, address(1), "a" + taken, 1, 100) == Outcome.DONE) {
                taken++;
            }
            assertTrue(fixture.engine.held() >= 10_000 && fixture.engine.held() < 11_000);
            assertEquals(Outcome.BYTES_OVER_SHARE, put(board, address(1), "a", 1, 100));
            assertEquals(Outcome.BYTES_OVER_SHARE, append(log(fixture, "l", address(1)), address(1), 100));
            assertEquals(Outcome.DONE, put(board, address(1), "a0", 2, 100), "who is there moves");
            assertEquals(Outcome.DONE, put(board, address(2), "b", 1, 100));
            assertEquals(Outcome.DONE, append(log(fixture, "l", address(2)), address(2), 100));
        }
    }

    @Test
    void whatAnAddressWritesBeyondItsShareItsOwnLogsGiveWayFor() {
        FeedLimits limits = new FeedLimits(100_000, 10, IDLE, 1 << 20, 10_000, 2_000, 100, IDLE, true);
        try (LocalFixture fixture = new LocalFixture(limits)) {
            Log other = log(fixture, "other", address(2));
            for (int i = 0; i < 50; i++) {
                append(other, address(2), 100);
            }
            Log flooded = log(fixture, "flooded", address(1));
            for (int i = 0; i < 5_000; i++) {
                assertEquals(Outcome.DONE, append(flooded, address(1), 100));
            }
            assertEquals(50, LogContract.read(other, null).entries().size());
            assertTrue(fixture.engine.held(address(1)) <= 60_000, () -> "" + fixture.engine.held(address(1)));
        }
    }

    @Test
    void theLogsOfAnAddressOverItsShareGiveWayBeforeLargerOnes() {
        FeedLimits limits = new FeedLimits(100_000, 100, IDLE, 1 << 20, 10_000, 500, 100, IDLE, true);
        try (LocalFixture fixture = new LocalFixture(limits)) {
            for (int l = 0; l < 20; l++) {
                Log small = log(fixture, "small" + l, address(1));
                for (int i = 0; i < 10; i++) {
                    append(small, address(1), 100);
                }
            }
            Log large = log(fixture, "large", address(2));
            while (fixture.engine.held(address(2)) < 20_000) {
                assertEquals(Outcome.DONE, append(large, address(2), 100));
            }
            int before = LogContract.read(large, null).entries().size();
            for (int a = 3; a < 9; a++) {
                Log mine = log(fixture, "mine" + a, address(a));
                while (fixture.engine.held(address(a)) < 5_000) {
                    assertEquals(Outcome.DONE, append(mine, address(a), 100));
                }
            }
            assertTrue(fixture.engine.visits() > 0, "somebody had to give way");
            assertEquals(before, LogContract.read(large, null).entries().size());
        }
    }

    @Test
    void eachLogKeepsItsFloorAndNewOnesAreRefused() {
        FeedLimits limits = new FeedLimits(50_000, 1_000, IDLE, 10_000, 100, 2_000, 100, IDLE, false);
        try (LocalFixture fixture = new LocalFixture(limits)) {
            Log quiet = LogContract.log(fixture, "quiet");
            for (int i = 0; i < 5; i++) {
                append(quiet, Address.UNKNOWN, 100);
            }
            int made = 0;
            while (!fixture.engine
                    .log("l" + made, Address.UNKNOWN)
                    .toCompletableFuture()
                    .isCompletedExceptionally()) {
                Log log = LogContract.log(fixture, "l" + made);
                for (int i = 0; i < 20; i++) {
                    append(log, Address.UNKNOWN, 100);
                }
                made++;
                assertTrue(made < 100);
            }
            assertEquals(5, LogContract.read(quiet, null).entries().size());
            for (int l = 0; l < made; l++) {
                int held = LogContract.read(LogContract.log(fixture, "l" + l), null)
                        .entries()
                        .size();
                assertTrue(held >= 4, "l" + l + " holds " + held);
            }
        }
    }

    @Test
    void anAppendToAFullServerLooksAtFewLogsHoweverManyThereAre() {
        int many = 10_000;
        FeedLimits limits = new FeedLimits(40L * 300 * many, many, IDLE, 1 << 20, 10_000, 500, 100, IDLE, false);
        try (LocalFixture fixture = new LocalFixture(limits)) {
            List<Log> logs = new ArrayList<>();
            for (int l = 0; l < many; l++) {
                logs.add(LogContract.log(fixture, "l" + l));
            }
            for (int i = 0; i < 30; i++) {
                for (Log log : logs) {
                    append(log, Address.UNKNOWN, 100);
                }
            }
            int appends = 0;
            long most = 0;
            long before = fixture.engine.visits();
            for (int i = 0; i < 20; i++) {
                for (Log log : logs) {
                    long last = fixture.engine.visits();
                    assertEquals(Outcome.DONE, append(log, Address.UNKNOWN, 100));
                    most = Math.max(most, fixture.engine.visits() - last);
                    appends++;
                }
            }
            long visits = fixture.engine.visits() - before;
            assertTrue(visits > 0, "it was full");
            assertTrue(most <= 70, "at most " + most);
            assertTrue(visits <= appends, visits + " in " + appends + " appends");
        }
    }

    /** Whatever was written, moved, left, expired, shed and dropped: all of it is given back, to each address. */
    @Test
    void atRandomTheSumGivenBackIsTheSumTaken() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            FeedLimits limits = new FeedLimits(6_000, 8, IDLE, 3_000, 10, 600, 6, IDLE, random.nextBoolean());
            try (LocalFixture fixture = new LocalFixture(limits)) {
                List<Handle<?>> handles = new ArrayList<>();
                for (int step = 0; step < 200; step++) {
                    step(fixture, random, handles);
                    assertTrue(fixture.engine.held() <= 6_000);
                }
                handles.forEach(Handle::close);
                fixture.advance(LIFE);
                fixture.advance(IDLE);
                fixture.advance(IDLE);
                assertEquals(0, fixture.engine.feeds(), "seed " + seed);
                assertEquals(0, fixture.engine.held(), "seed " + seed);
                for (int a = 0; a < 3; a++) {
                    assertEquals(0, fixture.engine.held(address(a)), "seed " + seed);
                }
            }
        }
    }

    private static void step(LocalFixture fixture, Random random, List<Handle<?>> handles) {
        Address who = address(random.nextInt(3));
        String name = "n" + random.nextInt(6);
        if (random.nextBoolean()) {
            var opening = fixture.engine().log(name, who).toCompletableFuture();
            if (!opening.isCompletedExceptionally()) {
                Handle<Log> handle = opening.join();
                append(handle.feed(), who, random.nextInt(300));
                hold(handle, random, handles);
            }
            return;
        }
        var opening = fixture.engine().board(name, who).toCompletableFuture();
        if (!opening.isCompletedExceptionally()) {
            Handle<Board> handle = opening.join();
            String key = "k" + random.nextInt(8);
            switch (random.nextInt(5)) {
                case 0 -> handle.feed().keep(List.of(key), OWNER, Duration.ofSeconds(random.nextInt(3)));
                case 1 -> fixture.advance(Duration.ofSeconds(random.nextInt(20)));
                default -> put(handle.feed(), who, key, random.nextInt(20), random.nextInt(300));
            }
            hold(handle, random, handles);
        }
    }

    private static void hold(Handle<?> handle, Random random, List<Handle<?>> handles) {
        if (random.nextInt(4) == 0) {
            handles.add(handle);
        } else {
            handle.close();
        }
        if (handles.size() > 4) {
            handles.remove(random.nextInt(4)).close();
        }
    }
}
