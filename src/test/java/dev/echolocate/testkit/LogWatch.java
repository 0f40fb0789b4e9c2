package dev.echolocate.testkit;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the application logs above FINE but for its sums of refusals, which tests provoke, and what a container says
 * about it as a warning.
 */
public final class LogWatch implements AutoCloseable {
    private final Logger ours = Logger.getLogger("dev.echolocate");
    private final Logger everybody = Logger.getLogger("");
    private final Heard heard = new Heard(LogWatch::line);

    public LogWatch() {
        ours.setLevel(Level.CONFIG);
        everybody.addHandler(heard);
    }

    private static @Nullable String line(LogRecord entry) {
        String name = entry.getLoggerName();
        boolean own = name != null && name.startsWith("dev.echolocate");
        Level allowed = own ? Level.FINE : Level.INFO;
        boolean told = name != null && name.endsWith(".RefusalLog");
        return told || entry.getLevel().intValue() <= allowed.intValue()
                ? null
                : entry.getLevel() + " " + name + " " + new SimpleFormatter().format(entry);
    }

    /** What was heard since the last call. */
    public List<String> heard() {
        return heard.since();
    }

    @Override
    public void close() {
        everybody.removeHandler(heard);
        ours.setLevel(null);
    }
}
