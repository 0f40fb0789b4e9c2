package dev.echolocate.delivery;

/**
 * Frames a second that a plain session gets of Boards: a token bucket. It needs no fairness beyond: what it holds back is
 * out of date when it is read, and the newest is sent. Confined to its reader.
 */
final class Allowance {
    private final int perSecond;
    private final int burst;
    private double tokens;
    private long asOf;

    Allowance(int perSecond, int burst, long nowMillis) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.asOf = nowMillis;
    }

    /** How many frames may go now. */
    int available(long nowMillis) {
        tokens = Math.min(burst, tokens + (nowMillis - asOf) * perSecond / 1000.0);
        asOf = nowMillis;
        return (int) tokens;
    }

    void spend(int frames) {
        tokens -= frames;
    }
}
