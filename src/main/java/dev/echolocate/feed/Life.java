package dev.echolocate.feed;

import java.time.Duration;

/**
 * How long a key stays on a Board.
 *
 * @param span it expires after that, unless it is kept; above zero
 * @param untilMillis when it leaves however often it is kept, in milliseconds since the epoch by the engine's clock; {@link #NEVER}; or
 *     {@link #KEPT}
 * @param reserve how long it is its owner's after {@code untilMillis}, though readers are told then that it has gone
 */
public record Life(Duration span, long untilMillis, Duration reserve) {
    /** There is no such time: it may be kept for ever. */
    public static final long NEVER = Long.MAX_VALUE;

    /** As it was put before, and never where nothing was. */
    public static final long KEPT = -1;

    /** It ends only where nobody keeps it. */
    public static Life of(Duration span) {
        return new Life(span, NEVER, Duration.ZERO);
    }
}
