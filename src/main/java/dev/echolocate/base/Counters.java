package dev.echolocate.base;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each of a number of things has happened since the start. Thread-safe, never blocks. */
public final class Counters<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    public Counters(Class<E> kinds) {
        counts = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            counts.put(kind, new LongAdder());
        }
    }

    public void count(E kind) {
        counts.getOrDefault(kind, new LongAdder()).increment();
    }

    public long of(E kind) {
        return counts.getOrDefault(kind, new LongAdder()).sum();
    }

    /** All of them, as of about now. */
    public Map<E, Long> all() {
        Map<E, Long> all = new EnumMap<>(counts.keySet().iterator().next().getDeclaringClass());
        counts.forEach((kind, count) -> all.put(kind, count.sum()));
        return all;
    }
}
