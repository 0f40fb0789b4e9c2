package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
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
        List<Throwable> told = new ArrayList<>();
        List<String> done = new ArrayList<>();
        Thread thread = new Thread(() -> {
            Enduring.run("a test", () -> {
                throw new OutOfMemoryError("a test");
            });
            done.add("it went on");
        });
        thread.setUncaughtExceptionHandler((t, e) -> told.add(e));
        thread.start();
        thread.join();
        assertEquals(1, told.size());
        assertEquals(List.of("it went on"), done);
    }
}
