package dev.echolocate.feed;

import dev.echolocate.base.Refusal;

/** There is no room for another feed, or its engine can't be reached. Later it may go. */
public final class FeedUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    /**
     * @param message says to who asked what was too much, and until when
     */
    public FeedUnavailableException(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    /** What was too much. */
    public Refusal refusal() {
        return refusal;
    }
}
