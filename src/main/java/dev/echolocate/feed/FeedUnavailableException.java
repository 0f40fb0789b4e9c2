package dev.echolocate.feed;

import dev.echolocate.base.Refusal;

/** There is no room for another feed, or its engine can't be reached. Later it may go. */
public final class FeedUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;
    private final String code;

    /**
     * @param code for programs
     * @param message says to who asked what was too much, and until when
     */
    public FeedUnavailableException(Refusal refusal, String code, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.code = code;
    }

    /** For programs: {@code full}, or {@code share} where one's address has its share. */
    public String code() {
        return code;
    }

    /** What was too much. */
    public Refusal refusal() {
        return refusal;
    }
}
