package dev.echolocate.launch;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The JDK's keeper of loggers, which closes them when that is asked for: the JDK's own does so as soon as the process is
 * told to end, side by side with all that is done at the end, and nothing of it would be in the log.
 */
public final class Logs extends LogManager {
    private volatile boolean kept;

    /** From now on. */
    static void keep() {
        // The JDK makes them with the first entry, but none any more once the process is told to end.
        var unused = Logger.getLogger("").getHandlers();
        if (LogManager.getLogManager() instanceof Logs logs) {
            logs.kept = true;
        }
    }

    /** All is said. */
    static void close() {
        if (LogManager.getLogManager() instanceof Logs logs) {
            logs.kept = false;
            logs.reset();
        }
    }

    @Override
    public void reset() {
        if (!kept) {
            super.reset();
        }
    }
}
