package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests an address may send a second: a token bucket for each (RFC 2697 has the idea), of twice that size. What
 * is kept of an address is gone when its bucket is full again. Thread-safe.
 */
public final class Rates {
    public static final Key<Integer> POSTS = Key.whole("rate.posts", 500, 0, 1_000_000)
            .means("`POST` requests a second of one address to the feeds, and twice as many at once. More are"
                    + " refused with 429. 0 sets no limit.");

    /** Some 100 bytes each. Beyond it nobody new is counted: who has so many addresses is not held by one bucket each. */
    private static final int MAX_ADDRESSES = 65_536;

    private static final double MILLIS_A_SECOND = 1000;

    private final int perSecond;
    private final LongSupplier millis;
    private final Map<Address, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double tokens, long asOfMillis) {}

    /**
     * @param perSecond 0: as many as they like
     * @param millis a clock that only goes forward
     */
    public Rates(int perSecond, LongSupplier millis) {
        this.perSecond = perSecond;
        this.millis = millis;
    }

    /** Takes one; 0 where it goes, else the seconds until one goes again. */
    public int take(Address who) {
        if (perSecond == 0 || (buckets.size() >= MAX_ADDRESSES && !buckets.containsKey(who))) {
            return 0;
        }
        long nowMillis = millis.getAsLong();
        boolean[] goes = new boolean[1];
        buckets.compute(who, (address, known) -> {
            double tokens = known == null ? size() : refilled(known, nowMillis);
            goes[0] = tokens >= 1;
            return new Bucket(goes[0] ? tokens - 1 : tokens, nowMillis);
        });
        return goes[0] ? 0 : 1;
    }

    /** Forgets who has not sent for a while. Called about once a second. */
    public void sweep() {
        long nowMillis = millis.getAsLong();
        buckets.values().removeIf(bucket -> refilled(bucket, nowMillis) >= size());
    }

    /** How many addresses are counted. */
    int addresses() {
        return buckets.size();
    }

    private double refilled(Bucket bucket, long nowMillis) {
        return Math.min(size(), bucket.tokens + (nowMillis - bucket.asOfMillis) * perSecond / MILLIS_A_SECOND);
    }

    private double size() {
        return 2.0 * perSecond;
    }
}
