package dev.echolocate.feed;

/** There is no room for another feed, or its engine can't be reached. Later it may go. */
public final class FeedUnavailableException extends RuntimeException {
    public FeedUnavailableException(String message) {
        super(message, null, false, false);
    }
}
