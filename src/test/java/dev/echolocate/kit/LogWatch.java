package dev.echolocate.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears what the application logs above FINE but for its sums of refusals, which tests provoke, and what a container says about it as a warning. */
public final class LogWatch implements AutoCloseable {
    private final Logger ours = Logger.getLogger("dev.echolocate");
    private final Logger everybody = Logger.getLogger("");
    private final List<String> heard = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            String name = entry.getLoggerName();
            boolean own = name != null && name.startsWith("dev.echolocate");
            Level allowed = own ? Level.FINE : Level.INFO;
            boolean told = name != null && name.endsWith(".RefusalLog");
            if (!told && entry.getLevel().intValue() > allowed.intValue()) {
                synchronized (heard) {
                    heard.add(entry.getLevel() + " " + name + " " + new SimpleFormatter().format(entry));
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LogWatch() {
        ours.setLevel(Level.CONFIG);
        everybody.addHandler(handler);
    }

    /** What was heard since the last call. */
    public List<String> heard() {
        synchronized (heard) {
            List<String> all = List.copyOf(heard);
            heard.clear();
            return all;
        }
    }

    @Override
    public void close() {
        everybody.removeHandler(handler);
        ours.setLevel(null);
    }
}
