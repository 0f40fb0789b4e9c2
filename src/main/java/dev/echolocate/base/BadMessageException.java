package dev.echolocate.base;

/** A message that its sender got wrong. The text goes back to the sender, alone. */
public final class BadMessageException extends Exception {
    private final String code;

    /**
     * @param code for programs: lower case, with underscores
     * @param message for people
     */
    public BadMessageException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
