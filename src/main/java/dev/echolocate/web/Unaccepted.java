package dev.echolocate.web;

import dev.echolocate.feed.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is said to somebody whose write was not accepted, on a socket and over HTTP alike.
 *
 * @param status of HTTP (RFC 9110 15)
 */
public record Unaccepted(int status, String code, String message) {
    /** Null where it was accepted. */
    public static @Nullable Unaccepted of(Outcome outcome) {
        return switch (outcome) {
            case DONE, STALE -> null;
            case NOT_OWNER -> new Unaccepted(409, "id_taken", "somebody else has this id");
            case FULL -> new Unaccepted(503, "full", "there is no room for it now");
            case BYTES_OVER_SHARE ->
                new Unaccepted(
                        503,
                        "full",
                        "your address has as many bytes here as it may; try again when some of them are gone");
            case KEYS_OVER_SHARE ->
                new Unaccepted(
                        503,
                        "full",
                        "your address has as many ids here as it may; try again when some of them have left");
            case BUSY -> new Unaccepted(503, "busy", "too much is being written; try again");
            case UNAVAILABLE -> new Unaccepted(503, "unavailable", "it is not known whether it was accepted");
        };
    }
}
