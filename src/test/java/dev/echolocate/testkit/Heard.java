package dev.echolocate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Keeps what loggers say, as lines, until it is asked for. Thread-safe. */
final class Heard extends Handler {
    private final List<String> lines = new ArrayList<>();
    private final Function<LogRecord, @Nullable String> line;

    /** @param line what is kept of an entry; null for nothing */
    Heard(Function<LogRecord, @Nullable String> line) {
        this.line = line;
    }

    @Override
    public void publish(LogRecord entry) {
        String kept = line.apply(entry);
        if (kept != null) {
            synchronized (lines) {
                lines.add(kept);
            }
        }
    }

    /** What was heard since the last call. */
    List<String> since() {
        synchronized (lines) {
            List<String> all = List.copyOf(lines);
            lines.clear();
            return all;
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
