package dev.echolocate.base;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One thing that can be configured: its name, how it is written, what it is when nobody says, and what it means. It stands with
 * what it configures. Immutable.
 */
public final class Key<T> {
    private static final long MIB = 1 << 20;

    private final String name;
    private final Form<T> form;
    private final Function<Capacity, T> byDefault;
    private final String defaultText;
    private final String meaning;

    private Key(String name, Form<T> form, Function<Capacity, T> byDefault, String defaultText, String meaning) {
        this.name = name;
        this.form = form;
        this.byDefault = byDefault;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    private static <T> Key<T> of(String name, Form<T> form, T byDefault) {
        return new Key<>(name, form, capacity -> byDefault, form.write().apply(byDefault), "");
    }

    /** A whole number. */
    public static Key<Integer> whole(String name, int byDefault, int min, int max) {
        return of(name, Forms.whole(min, max), byDefault);
    }

    /** A whole number from 1 on that is by default as many as fit. */
    public static Key<Integer> fitting(String name, int max, Function<Capacity, Integer> byDefault, String inWords) {
        return new Key<>(name, Forms.whole(1, max), byDefault, inWords, "");
    }

    /** A number of bytes. */
    public static Key<Integer> size(String name, int byDefault, int min, int max) {
        return of(name, Forms.size(min, max), byDefault);
    }

    /** A budget of bytes that is by default the heap divided by {@code parts}. */
    public static Key<Long> heapShare(String name, int parts) {
        String inWords = switch (parts) {
            case 4 -> "a quarter of the heap";
            case 8 -> "an eighth of the heap";
            case 16 -> "a sixteenth of the heap";
            default -> "1/" + parts + " of the heap";
        };
        return new Key<>(name, Forms.volume(MIB), capacity -> Math.max(MIB, capacity.heap() / parts), inWords, "");
    }

    /** A duration; default and bounds as they are written, such as {@code 20s}. */
    public static Key<Duration> duration(String name, String byDefault, String min, String max) {
        return of(name, Forms.duration(Forms.duration(min), Forms.duration(max)), Forms.duration(byDefault));
    }

    /**
     * A text.
     *
     * @param allowed what may be written, to follow "must be" in a sentence
     * @param pattern what that is for programs
     */
    public static Key<String> text(String name, String byDefault, String allowed, String pattern) {
        return of(name, Forms.matching(allowed, Pattern.compile(pattern)), byDefault);
    }

    /** A text that nobody but the operator may see; empty by default. */
    public static Key<String> secret(String name) {
        return of(name, Forms.secret(), "");
    }

    /** Of a file or a folder; empty by default. */
    public static Key<String> path(String name, String allowed) {
        return of(name, Forms.path(allowed), "");
    }

    /** {@code true} or {@code false}. */
    public static Key<Boolean> yesOrNo(String name, boolean byDefault) {
        return of(name, Forms.yesOrNo(), byDefault);
    }

    /** {@code on} or {@code off}. */
    public static Key<Boolean> onOrOff(String name, boolean byDefault) {
        return of(name, Forms.onOrOff(), byDefault);
    }

    /** Addresses and networks; none by default. */
    public static Key<List<Network>> networks(String name) {
        return of(name, Forms.networks(), List.of());
    }

    /** Names of hosts; none by default. */
    public static Key<List<String>> hosts(String name) {
        return of(name, Forms.hosts(), List.of());
    }

    /** Origins of pages; none by default. */
    public static Key<List<String>> origins(String name) {
        return of(name, Forms.origins(), List.of());
    }

    /** The same, with what it means: English sentences for operators. */
    public Key<T> means(String words) {
        return new Key<>(name, form, byDefault, defaultText, words);
    }

    /** As in {@code echo.max-message}: lower case, dots and hyphens. */
    public String name() {
        return name;
    }

    /** As on the command line: {@code --echo.max-message}. */
    public String option() {
        return Source.option(name);
    }

    /** As a system property and as a context parameter: {@code echolocate.echo.max-message}. */
    public String property() {
        return Source.property(name);
    }

    /** As in the environment: {@code ECHOLOCATE_ECHO_MAX_MESSAGE}. */
    public String variable() {
        return Source.variable(name);
    }

    /** What may be written, to follow "must be" in a sentence. */
    public String allowed() {
        return form.allowed();
    }

    /** The default in words or as it would be written, e.g. {@code a quarter of the heap}; empty for an empty value. */
    public String defaultText() {
        return defaultText;
    }

    /** English sentences for operators. */
    public String meaning() {
        return meaning;
    }

    /**
     * Whether nobody but the operator may see the value: then it is in no message, and is refused where every user of the
     * machine can read it, as part of a command line.
     */
    public boolean isSecret() {
        return form.kind() == Form.FormKind.SECRET;
    }

    /** Whether the value is true or false, so that its name alone means true on a command line. */
    public boolean isFlag() {
        return form.kind() == Form.FormKind.FLAG;
    }

    /** Whether it is a budget of bytes, by default a part of the heap. */
    boolean isHeapShare() {
        return form.kind() == Form.FormKind.HEAP_SHARE;
    }

    /** Throws IllegalArgumentException for what is not {@link #allowed}. */
    T parse(String text) {
        return form.parse().apply(isSecret() ? text : text.strip());
    }

    String write(T value) {
        return form.write().apply(value);
    }

    T byDefault(Capacity capacity) {
        return byDefault.apply(capacity);
    }

    @Override
    public String toString() {
        return name;
    }
}
