package dev.echolocate.base;

import org.jspecify.annotations.Nullable;

/** A message that its sender got wrong. The text goes back to the sender, alone. */
public final class BadMessageException extends Exception {
    private final String code;
    private final @Nullable String ref;

    /**
     * @param code for programs: lower case, with underscores
     * @param message for people
     */
    public BadMessageException(String code, String message) {
        this(code, message, null);
    }

    private BadMessageException(String code, String message, @Nullable String ref) {
        super(message, null, false, false);
        this.code = code;
        this.ref = ref;
    }

    /**
     * The same, of a message that its sender knows again.
     *
     * @param ref how the sender calls it, or null
     */
    public BadMessageException about(@Nullable String ref) {
        return new BadMessageException(code, getMessage(), ref);
    }

    /** How the sender calls its message, or null. */
    public @Nullable String ref() {
        return ref;
    }

    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
