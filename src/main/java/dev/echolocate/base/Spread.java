package dev.echolocate.base;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How many of some durations were how long: a histogram with fixed bounds. Thread-safe, never blocks. */
public final class Spread {
    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /** @param bounds milliseconds, ascending: each is the longest that its bucket takes; a last bucket takes the rest */
    public Spread(long... bounds) {
        this.bounds = bounds.clone();
        counts = Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
    }

    /** Counts one of so many milliseconds. */
    public void add(long millis) {
        int bucket = 0;
        while (bucket < bounds.length && millis > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(millis);
    }

    /** Milliseconds. */
    public List<Long> bounds() {
        return LongStream.of(bounds).boxed().toList();
    }

    /** How many there were in each bucket, those of the buckets before not among them; one more than there are bounds. */
    public List<Long> counts() {
        return Stream.of(counts).map(LongAdder::sum).toList();
    }

    /** Milliseconds, of all together. */
    public long sum() {
        return sum.sum();
    }
}
