package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Fails when something was logged loudly: no client's mistake may be, but in the sum that whoever runs it is told of. */
final class LoudLogs extends Handler implements AutoCloseable {
    private final Queue<String> loud = new ConcurrentLinkedQueue<>();

    LoudLogs() {
        Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
        boolean sum = "dev.echolocate.app.RefusalLog".equals(entry.getLoggerName()) && entry.getThrown() == null;
        if (entry.getLevel().intValue() >= Level.WARNING.intValue() && !sum) {
            loud.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
        }
    }

    @Override
    public void flush() {}

    void forget() {
        Logger.getLogger("").removeHandler(this);
    }

    @Override
    public void close() {
        forget();
        assertEquals(List.of(), new ArrayList<>(loud));
    }
}
