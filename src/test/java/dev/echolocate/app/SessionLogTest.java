package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Address;
import dev.echolocate.delivery.Ending;
import dev.echolocate.delivery.Over;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Via;
import dev.echolocate.testkit.Deadline;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionLogTest {
    private static final Over SESSION = new Over(
            new SessionKind("chat", Via.LONG_POLL),
            Objects.requireNonNull(Address.parse("192.0.2.77")),
            1_767_225_600_123L,
            12_345,
            Ending.BAD_MESSAGES,
            3,
            120,
            5,
            410);

    private final Logger logger = Logger.getLogger(SessionLog.NAME);
    private final CountDownLatch disk = new CountDownLatch(1);
    private final List<String> written = new CopyOnWriteArrayList<>();

    /** A disk that takes its time. */
    private final Handler slow = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            try {
                disk.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final SessionLog log = new SessionLog(Addresses.SHORT, task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    SessionLogTest() {
        logger.setLevel(java.util.logging.Level.INFO);
        logger.setUseParentHandlers(false);
        logger.addHandler(slow);
    }

    @AfterEach
    void close() {
        disk.countDown();
        log.close();
        logger.removeHandler(slow);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    @Test
    void aLineIsForPeopleAndForPrograms() {
        assertEquals(
                "session begin=2026-01-01T00:00:00.123Z seconds=12.345 service=chat transport=long_poll end=bad_messages"
                        + " address=192.0.2.0/24 received=3 received-bytes=120 sent=5 sent-bytes=410",
                SessionLog.line(SESSION, Addresses.SHORT));
    }

    @Test
    void nobodyWaitsForTheDiskAndWhatIsLeftOutIsSaid() {
        for (int i = 0; i < 5_000; i++) {
            log.over(SESSION);
        }
        disk.countDown();
        // One was being written, and 4,096 waited. What was left out may be told in parts: the writer may begin late.
        Deadline.await("what is not written is counted", () -> leftOut() == 903);
        Deadline.await(
                "the rest is written",
                () -> written.stream()
                                .filter(line -> line.startsWith("session "))
                                .count()
                        == 4_097);
    }

    private int leftOut() {
        return written.stream()
                .filter(line -> line.contains(" sessions have ended that are not written here"))
                .mapToInt(line -> Integer.parseInt(line.substring(0, line.indexOf(' '))))
                .sum();
    }
}
