package dev.echolocate.base;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of keys. Every one is read and checked at construction, so nothing is found to be wrong later. Immutable. */
public final class Config {
    private static final String DEFAULT = "default";

    private final Map<Key<?>, Object> values = new LinkedHashMap<>();
    private final Map<Key<?>, String> origins = new HashMap<>();
    private final Capacity capacity;

    /**
     * Reads the values. Throws {@link ConfigException} for the first invalid one.
     *
     * @param capacity what fits here, which some defaults follow from
     * @param sources the first that has a value for a key decides
     */
    public Config(List<Key<?>> keys, Capacity capacity, List<Source> sources) {
        this.capacity = capacity;
        keys.forEach(key -> read(key, sources));
    }

    /** The value; for a share of the heap, in bytes. */
    public <T> T get(Key<T> key) {
        @SuppressWarnings("unchecked") // read() put it there under the same type
        T value = (T) Objects.requireNonNull(values.get(key), key.name());
        return value;
    }

    /** What fits here. */
    public Capacity capacity() {
        return capacity;
    }

    /** What is a part of the heap by default, and how much of it there may be, in bytes. */
    Map<String, Long> heapShares() {
        Map<String, Long> shares = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.isHeapShare()) {
                shares.put(key.name(), (Long) value);
            }
        });
        return shares;
    }

    /** Where the value came from, e.g. {@code environment ECHOLOCATE_PORT} or {@code default}. */
    public String origin(Key<?> key) {
        return Objects.requireNonNull(origins.get(key), key.name());
    }

    private <T> void read(Key<T> key, List<Source> sources) {
        for (Source source : sources) {
            @Nullable String text = source.text(key);
            if (text != null) {
                if (key.isSecret() && source.visible()) {
                    throw new ConfigException(misplaced(key, source.says(key)));
                }
                values.put(key, parse(key, text, source));
                origins.put(key, source.says(key));
                return;
            }
        }
        values.put(key, key.byDefault(capacity));
        origins.put(key, DEFAULT);
    }

    private static String misplaced(Key<?> key, String where) {
        return key.name() + " (" + where + "): not where every user of this machine can read it. Set it in the"
                + " environment: " + key.variable();
    }

    private static <T> Object parse(Key<T> key, String text, Source source) {
        try {
            return Objects.requireNonNull(key.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key.name() + ": " + (key.isSecret() ? "the value" : quoted(text)) + " ("
                    + source.says(key) + ") must be " + key.allowed());
        }
    }

    /** One duration has to be longer than another. Throws {@link ConfigException} where it isn't. */
    public void mustExceed(Key<Duration> longer, Key<Duration> shorter) {
        if (get(longer).compareTo(get(shorter)) <= 0) {
            throw new ConfigException(longer.name() + ": " + longer.write(get(longer)) + " (" + origin(longer)
                    + ") must be longer than " + shorter.name() + ", which is " + shorter.write(get(shorter)) + " ("
                    + origin(shorter) + ")");
        }
    }

    /** One line, whatever somebody pasted. */
    private static String quoted(String text) {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
