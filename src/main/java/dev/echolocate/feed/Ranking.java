package dev.echolocate.feed;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Things by weight, the heaviest first, to within an eighth: to move one and to find the heaviest take as long as a look into
 * a small tree, however many there are. Not thread-safe.
 */
final class Ranking<T> {
    /** Classes in an octave: 8. */
    private static final int STEP_BITS = 3;

    private static final int STEPS = 1 << STEP_BITS;

    private final TreeMap<Integer, LinkedHashSet<T>> classes = new TreeMap<>();
    private final Map<T, Long> weights = new HashMap<>();
    private long total;

    /** In which class a weight is: of one, no weight is an eighth more than another; below 0: it weighs nothing. */
    static int classOf(long weight) {
        if (weight < STEPS) {
            return weight <= 0 ? -1 : (int) weight;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(weight);
        int step = (int) (weight >>> (octave - STEP_BITS)) & (STEPS - 1);
        return (octave - STEP_BITS + 1) * STEPS + step;
    }

    /** Says what a thing weighs now; 0 takes it out. */
    void put(T thing, long weight) {
        Long before = weight > 0 ? weights.put(thing, weight) : weights.remove(thing);
        total += Math.max(0, weight) - (before == null ? 0 : before);
        int from = before == null ? -1 : classOf(before);
        int to = classOf(weight);
        if (from == to) {
            return;
        }
        if (from >= 0) {
            classes.computeIfPresent(from, (c, things) -> things.remove(thing) && things.isEmpty() ? null : things);
        }
        if (to >= 0) {
            classes.computeIfAbsent(to, c -> new LinkedHashSet<>()).add(thing);
        }
    }

    @Nullable
    T heaviest() {
        Map.Entry<Integer, LinkedHashSet<T>> top = classes.lastEntry();
        return top == null ? null : top.getValue().iterator().next();
    }

    /** What was said that it weighs. */
    long weight(T thing) {
        return weights.getOrDefault(thing, 0L);
    }

    /** What all weigh together. */
    long total() {
        return total;
    }

    boolean isEmpty() {
        return weights.isEmpty();
    }
}
