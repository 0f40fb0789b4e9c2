package dev.echolocate.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.testkit.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedEngineTest {
    private static final Logger LOG = Logger.getLogger(TimedEngine.class.getName());

    private final List<FutureTask> timers = new ArrayList<>();
    private final LocalEngine local =
            new LocalEngine(FeedLimits.of(1 << 20, 10, Duration.ofMinutes(1), 10, false), () -> 0);
    private final LateEngine late = new LateEngine(local);
    private final TimedEngine engine = new TimedEngine(late, this::timer, 1_000);

    private static final class FutureTask extends java.util.concurrent.FutureTask<Void> {
        FutureTask(Runnable task) {
            super(task, null);
        }
    }

    private Future<?> timer(long millis, Runnable task) {
        FutureTask timer = new FutureTask(task);
        timers.add(timer);
        return timer;
    }

    private void timeIsUp() {
        timers.forEach(FutureTask::run);
        timers.clear();
    }

    @AfterEach
    void close() {
        LOG.setLevel(null);
        engine.close();
    }

    private Log log() {
        return engine.log("a", Address.UNKNOWN).toCompletableFuture().join().feed();
    }

    @Test
    void whatDoesNotOpenInTimeFailsAndIsClosedWhenItComes() {
        late.mood(LateEngine.Mood.HOLDING);
        CompletableFuture<Handle<Log>> opening =
                engine.log("a", Address.UNKNOWN).toCompletableFuture();
        assertFalse(opening.isDone());
        timeIsUp();
        CompletionException why = assertThrows(CompletionException.class, opening::join);
        assertEquals("unavailable", ((FeedUnavailableException) why.getCause()).code());
        late.mood(LateEngine.Mood.LATE);
        Deadline.await("it has come, and is closed", () -> local.feeds() == 1 && late.open() == 0);
    }

    @Test
    void ofAWriteThatSaysNothingInTimeNothingIsKnown() {
        Log log = log();
        late.mood(LateEngine.Mood.SILENT);
        CompletableFuture<Outcome> writing =
                log.append(Item.json("{}"), Address.UNKNOWN).toCompletableFuture();
        assertFalse(writing.isDone());
        timeIsUp();
        assertEquals(Outcome.UNKNOWN, writing.join());
    }

    @Test
    void ofAWriteThatFailsNothingIsKnownEither() {
        LOG.setLevel(Level.OFF);
        Log log = log();
        late.mood(LateEngine.Mood.FAILING);
        assertEquals(
                Outcome.UNKNOWN,
                log.append(Item.json("{}"), Address.UNKNOWN)
                        .toCompletableFuture()
                        .join());
        assertTrue(timers.stream().allMatch(Future::isCancelled), "no timer is left");
    }

    @Test
    void whatAnEngineThrowsIsAnAnswer() {
        LOG.setLevel(Level.OFF);
        Log log = log();
        late.mood(LateEngine.Mood.THROWING);
        assertEquals(
                Outcome.UNKNOWN,
                log.append(Item.json("{}"), Address.UNKNOWN)
                        .toCompletableFuture()
                        .getNow(null));
        assertTrue(engine.log("b", Address.UNKNOWN).toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void whatIsThereAtOnceCostsNothing() {
        TimedEngine quick = new TimedEngine(local, this::timer, 1_000);
        Handle<Log> one = quick.log("a", Address.UNKNOWN).toCompletableFuture().join();
        Handle<Log> two = quick.log("a", Address.UNKNOWN).toCompletableFuture().join();
        assertEquals(one.feed(), two.feed(), "its readers share what they read");
        assertEquals(one.feed().hashCode(), two.feed().hashCode());
        assertEquals(
                Outcome.DONE,
                one.feed()
                        .append(Item.json("{}"), Address.UNKNOWN)
                        .toCompletableFuture()
                        .getNow(null));
        assertEquals(List.of(), timers);
    }

    @Test
    void aHandleTellsWhereTheFeedStoodWhenItWasAskedFor() {
        Log log = log();
        Cursor asked = log.head();
        late.mood(LateEngine.Mood.HOLDING);
        CompletableFuture<Handle<Log>> opening =
                engine.log("a", Address.UNKNOWN).toCompletableFuture();
        Log direct =
                local.log("a", Address.UNKNOWN).toCompletableFuture().join().feed();
        assertEquals(
                Outcome.DONE,
                direct.append(Item.json("{}"), Address.UNKNOWN)
                        .toCompletableFuture()
                        .join());
        late.mood(LateEngine.Mood.LATE);
        Handle<Log> handle = opening.join();
        assertEquals(asked, handle.from());
        assertEquals(
                1,
                handle.feed()
                        .read(handle.from(), handle.feed().head(), 10, 1000)
                        .entries()
                        .size());
        assertSame(handle.from(), handle.again().from());
    }
}
