package dev.echolocate.delivery;

/**
 * So many a second, and so many at once: a token bucket. For the frames that a plain session gets of Boards, which needs no
 * fairness beyond: what it holds back is out of date when it is read, and the newest is sent. And for the messages that a
 * session sends. Not thread-safe.
 */
public final class TokenBucket {
    private final int perSecond;
    private final int burst;
    private double tokens;
    private long asOfMillis;

    /** @param burst how many at once, and how many there are now */
    public TokenBucket(int perSecond, int burst, long nowMillis) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.asOfMillis = nowMillis;
    }

    /** How many may go now. */
    int available(long nowMillis) {
        return (int) left(nowMillis);
    }

    /** How many may go now; below zero, so many have gone that should not. */
    public double left(long nowMillis) {
        tokens = Math.min(burst, tokens + (nowMillis - asOfMillis) * perSecond / 1000.0);
        asOfMillis = nowMillis;
        return tokens;
    }

    public void spend(int number) {
        tokens -= number;
    }
}
