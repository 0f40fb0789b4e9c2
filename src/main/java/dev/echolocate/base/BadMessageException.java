package dev.echolocate.base;

import org.jspecify.annotations.Nullable;

/** A message that its sender got wrong. The text goes back to the sender, alone. */
public final class BadMessageException extends Exception {
    private final String code;
    private final @Nullable String ref;
    private final @Nullable Long nowMillis;
    private final @Nullable String of;

    /**
     * @param code for programs: lower case, with underscores
     * @param message for people
     */
    public BadMessageException(String code, String message) {
        this(code, message, null, null, null);
    }

    /**
     * About a time.
     *
     * @param nowMillis ours, in milliseconds since the epoch: a program whose clock is wrong learns from it
     */
    public BadMessageException(String code, String message, long nowMillis) {
        this(code, message, null, nowMillis, null);
    }

    private BadMessageException(
            String code, String message, @Nullable String ref, @Nullable Long nowMillis, @Nullable String of) {
        super(message, null, false, false);
        this.code = code;
        this.ref = ref;
        this.nowMillis = nowMillis;
        this.of = of;
    }

    /**
     * The same, of a message that its sender knows again.
     *
     * @param ref how the sender calls it, or null
     */
    public BadMessageException about(@Nullable String ref) {
        return new BadMessageException(code, getMessage(), ref, nowMillis, of);
    }

    /**
     * The same, of a part of a message.
     *
     * @param part which one, for people
     */
    public BadMessageException in(String part) {
        return new BadMessageException(code, part + ": " + getMessage(), ref, nowMillis, of);
    }

    /**
     * The same, of a message for one of several feeds.
     *
     * @param of which one
     */
    public BadMessageException of(String of) {
        return new BadMessageException(code, getMessage(), ref, nowMillis, of);
    }

    /** Which of several feeds it was for, or null. */
    public @Nullable String of() {
        return of;
    }

    /** How the sender calls its message, or null. */
    public @Nullable String ref() {
        return ref;
    }

    /** Our time, where it is about one; milliseconds since the epoch. */
    public @Nullable Long now() {
        return nowMillis;
    }

    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
