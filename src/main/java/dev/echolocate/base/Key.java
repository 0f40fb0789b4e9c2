package dev.echolocate.base;

import java.util.function.LongFunction;

/** One thing that can be configured: its name, how it is written, what it is when nobody says, and what it means. Immutable. */
public final class Key<T> {
    private final String name;
    private final Form<T> form;
    private final LongFunction<T> byDefault;
    private final String defaultText;
    private final String meaning;
    private final boolean secret;

    /** @param byDefault from the size of the heap in bytes to the default */
    Key(String name, Form<T> form, LongFunction<T> byDefault, String defaultText, String meaning) {
        this(name, form, byDefault, defaultText, meaning, false);
    }

    private Key(
            String name, Form<T> form, LongFunction<T> byDefault, String defaultText, String meaning, boolean secret) {
        this.name = name;
        this.form = form;
        this.byDefault = byDefault;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.secret = secret;
    }

    /** The same, but for a value that nobody else may see. */
    Key<T> asSecret() {
        return new Key<>(name, form, byDefault, defaultText, meaning, true);
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
        return secret;
    }

    /** Whether the value is true or false, so that its name alone means true on a command line. */
    public boolean isFlag() {
        return form.flag();
    }

    /** Throws IllegalArgumentException for what is not {@link #allowed}. */
    T parse(String text) {
        return form.parse().apply(secret ? text : text.strip());
    }

    String write(T value) {
        return form.write().apply(value);
    }

    T byDefault(long heap) {
        return byDefault.apply(heap);
    }

    @Override
    public String toString() {
        return name;
    }
}
