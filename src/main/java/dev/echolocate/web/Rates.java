package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often an address may do something: a token bucket for each (RFC 2697 has the idea). What is kept of an address is gone when
 * its bucket is full again. Thread-safe.
 */
public final class Rates {
    public static final Key<Integer> POSTS = Key.whole("rate.posts", 500, 0, 1_000_000)
            .means("`POST` requests a second of one address to the feeds, and twice as many at once. More are"
                    + " refused with 429. 0 sets no limit.");

    public static final Key<Integer> PLACES = Key.whole("rate.places", 6, 0, 1_000_000)
            .means("How often a minute one address may set or remove a meeting point, and how often at once. More is"
                    + " refused with `too_many_changes`, over HTTP with 429. 0 sets no limit.");

    /** Some 100 bytes each. Beyond it nobody new is counted: who has so many addresses is not held by one bucket each. */
    private static final int MAX_ADDRESSES = 65_536;

    private static final double MILLIS_A_SECOND = 1000;
    private static final double MILLIS_A_MINUTE = 60_000;

    private final double perMilli;
    private final double size;
    private final LongSupplier millis;
    private final Map<Address, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double tokens, long asOfMillis) {}

    private Rates(double perMilli, double size, LongSupplier millis) {
        this.perMilli = perMilli;
        this.size = size;
        this.millis = millis;
    }

    /**
     * So many a second, and twice as many at once.
     *
     * @param number 0: as many as they like
     * @param millis a clock that only goes forward
     */
    public static Rates perSecond(int number, LongSupplier millis) {
        return new Rates(number / MILLIS_A_SECOND, 2.0 * number, millis);
    }

    /** So many a minute, and as many at once; as above. */
    public static Rates perMinute(int number, LongSupplier millis) {
        return new Rates(number / MILLIS_A_MINUTE, number, millis);
    }

    /** Takes one; 0 where it goes, else the seconds until one goes again. */
    public int take(Address who) {
        if (size == 0 || (buckets.size() >= MAX_ADDRESSES && !buckets.containsKey(who))) {
            return 0;
        }
        long nowMillis = millis.getAsLong();
        double[] missing = new double[1];
        buckets.compute(who, (address, known) -> {
            double tokens = known == null ? size : refilled(known, nowMillis);
            missing[0] = Math.max(0, 1 - tokens);
            return new Bucket(missing[0] > 0 ? tokens : tokens - 1, nowMillis);
        });
        return (int) Math.ceil(missing[0] / perMilli / MILLIS_A_SECOND);
    }

    /** Forgets who has not sent for a while. Called about once a second. */
    public void sweep() {
        long nowMillis = millis.getAsLong();
        buckets.values().removeIf(bucket -> refilled(bucket, nowMillis) >= size);
    }

    /** How many addresses are counted. */
    int addresses() {
        return buckets.size();
    }

    private double refilled(Bucket bucket, long nowMillis) {
        return Math.min(size, bucket.tokens + (nowMillis - bucket.asOfMillis) * perMilli);
    }
}
