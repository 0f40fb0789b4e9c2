package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnduringTest {
    private final Logger log = Logger.getLogger(Enduring.class.getName());

    @BeforeEach
    void unheard() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void heard() {
        log.setLevel(null);
    }

    @Test
    void aTaskSurvivesWhateverItThrows() {
        int[] runs = {0};
        for (Throwable fault : List.of(new IllegalStateException("a fault"), new AssertionError("a fault"))) {
            Enduring.task("a test", () -> {
                        runs[0]++;
                        if (fault instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) fault;
                    })
                    .run();
        }
        assertEquals(2, runs[0]);
    }

    @Test
    void theThreadsHandlerIsToldThatTheVirtualMachineFails() throws InterruptedException {
        assertEquals(
                1,
                toldOf(() -> Enduring.run("a test", () -> {
                    throw new OutOfMemoryError("a test");
                })));
    }

    @Test
    void theThreadsHandlerIsToldWhateverItIsWrappedIn() throws InterruptedException {
        assertEquals(
                1,
                toldOf(() -> Enduring.run("a test", () -> {
                    throw new IllegalStateException(new CompletionException(new OutOfMemoryError("a test")));
                })));
        assertEquals(
                0,
                toldOf(() -> Enduring.run("a test", () -> {
                    throw new IllegalStateException(new IllegalArgumentException("a test"));
                })));
    }

    @Test
    void theThreadsHandlerIsToldOfAStageThatNobodyWaitsFor() throws InterruptedException {
        assertEquals(
                1,
                toldOf(() -> Enduring.stage(
                        "a test", CompletableFuture.completedFuture(1).thenAccept(one -> {
                            throw new OutOfMemoryError("a test");
                        }))));
    }

    /** How often a thread's handler is told when this runs there; that goes on. */
    private static int toldOf(Runnable task) throws InterruptedException {
        List<Throwable> told = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Thread thread = new Thread(() -> {
            task.run();
            done.add("it went on");
        });
        thread.setUncaughtExceptionHandler((t, e) -> told.add(e));
        thread.start();
        thread.join();
        assertEquals(List.of("it went on"), done);
        return told.size();
    }
}
