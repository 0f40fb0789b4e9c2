package dev.echolocate.web;

import dev.echolocate.delivery.TokenBucket;

/**
 * How fast one session may send: so many messages a second, and twice as many at once. Whoever can hold it back does so, and
 * the client sees nothing but that. Elsewhere it is told once, and has as many messages again until it has to go. Confined to
 * the session's reading thread.
 */
final class Speed {
    /** A client is not held back for less than this, so that it costs few timers. */
    private static final long LEAST_MILLIS = 100;

    private final int burst;
    private final long pauseMillis;
    private final TokenBucket allowance;
    private boolean told;

    /** What is to be done about a message that can't be held back. */
    enum SpeedVerdict {
        FINE,
        /** Its sender is to be told that it is too fast. */
        TELL,
        /** It was told, and has gone on. */
        END
    }

    /** @param perSecond messages, at least 1 */
    Speed(int perSecond, long nowMillis) {
        burst = 2 * perSecond;
        pauseMillis = Math.max(LEAST_MILLIS, 1000 / perSecond);
        allowance = new TokenBucket(perSecond, burst, nowMillis);
    }

    /** A message came: for how many milliseconds no more is to be read. */
    long pause(long nowMillis) {
        return spent(nowMillis) > 0 ? 0 : pauseMillis;
    }

    /** A message came, and nothing can hold back the next. */
    SpeedVerdict judge(long nowMillis) {
        double left = spent(nowMillis);
        if (left <= -burst) {
            return SpeedVerdict.END;
        }
        boolean tell = left < 0 && !told;
        told = left < 0 || (told && left < burst / 2.0);
        return tell ? SpeedVerdict.TELL : SpeedVerdict.FINE;
    }

    private double spent(long nowMillis) {
        allowance.spend(1);
        return allowance.left(nowMillis);
    }
}
