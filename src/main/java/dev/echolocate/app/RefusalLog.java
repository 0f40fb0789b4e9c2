package dev.echolocate.app;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sums up in the log who was refused: at once for the first of a reason, and then at most once a minute, with how many there
 * were, and the setting that decides. What clients do wrong is for who looks for it (FINE). Confined to the sweeping thread.
 */
final class RefusalLog {
    private static final Logger LOG = System.getLogger(RefusalLog.class.getName());
    private static final long QUIET_MILLIS = 60_000;
    private static final long SECOND = 1_000;

    private final Counters<Refusal> refusals;
    private final LongSupplier millis;
    private final Map<Refusal, Announced> lines = new EnumMap<>(Refusal.class);

    /**
     * What was last said of a reason.
     *
     * @param count refusals by then
     * @param atMillis milliseconds
     */
    private record Announced(long count, long atMillis) {}

    /** @param millis a clock that only goes forward, in milliseconds */
    RefusalLog(Counters<Refusal> refusals, LongSupplier millis) {
        this.refusals = refusals;
        this.millis = millis;
    }

    /** To be called about once a second. */
    void sweep() {
        long now = millis.getAsLong();
        refusals.all().forEach((reason, count) -> {
            Announced last = lines.getOrDefault(reason, new Announced(0, now - QUIET_MILLIS));
            if (count > last.count() && now - last.atMillis() >= QUIET_MILLIS) {
                boolean first = !lines.containsKey(reason);
                LOG.log(level(reason), words(reason, count - last.count(), first ? 0 : now - last.atMillis()));
                lines.put(reason, new Announced(count, now));
            }
        });
    }

    static String words(Refusal reason, long times, long millis) {
        return "refused " + times + (times == 1 ? " time" : " times")
                + (millis == 0 ? "" : " in the last " + millis / SECOND + " s") + ": " + reason.words()
                + (reason.setting().isEmpty() ? "" : " (setting " + reason.setting() + ")");
    }

    private static Level level(Refusal reason) {
        return switch (reason.cause()) {
            case CAP -> Level.WARNING;
            case RULE -> Level.INFO;
            case CLIENT -> Level.DEBUG;
        };
    }
}
