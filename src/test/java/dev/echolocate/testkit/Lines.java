package dev.echolocate.testkit;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears all that one logger says, of whatever level: lines such as {@code INFO what it says}. */
public final class Lines implements AutoCloseable {
    private final Logger logger;
    private final Heard heard = new Heard(entry -> entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));

    public Lines(String name) {
        logger = Logger.getLogger(name);
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(heard);
    }

    /** What was heard since the last call. */
    public List<String> heard() {
        return heard.since();
    }

    @Override
    public void close() {
        logger.removeHandler(heard);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }
}
