package dev.echolocate.web;

import dev.echolocate.base.Refusal;
import dev.echolocate.chat.ChatAnswer;
import dev.echolocate.feed.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is said to somebody whose write was not accepted, on a socket and over HTTP alike.
 *
 * @param status of HTTP (RFC 9110 15)
 * @param refusal what was too much, or null where that is not it
 */
public record WriteError(
        int status, String code, String message, @Nullable Refusal refusal) {
    /** Null where it was accepted. */
    public static @Nullable WriteError of(Outcome outcome) {
        return switch (outcome) {
            case DONE, STALE -> null;
            case NOT_OWNER -> new WriteError(409, "id_taken", "somebody else has this id", null);
            case FULL -> new WriteError(503, "full", "there is no room for it now", Refusal.FEEDS);
            case BYTES_OVER_SHARE ->
                share(
                        "your address has as many bytes here as it may; try again when some of them are gone",
                        Refusal.FEEDS);
            case KEYS_OVER_SHARE ->
                share(
                        "your address has as many ids here as it may; try again when some of them have left",
                        Refusal.NAMES);
            case BUSY -> new WriteError(503, "busy", "too much is being written; try again", Refusal.RATE);
            case UNAVAILABLE ->
                new WriteError(503, "unavailable", "it can't be written at the moment; try again later", null);
            case UNKNOWN -> new WriteError(504, "unknown", "it is not known whether it was accepted", null);
        };
    }

    /** Null where it was accepted. */
    public static @Nullable WriteError of(ChatAnswer answer) {
        int status = switch (answer) {
            case DONE -> 0;
            case NAME_NEEDED, NAME_FIXED -> 400;
            case NAME_TAKEN -> 409;
            case UNKNOWN -> 504;
            default -> 503;
        };
        return status == 0 ? null : new WriteError(status, answer.code(), answer.message(), answer.refusal());
    }

    /** The same, of a meeting point. */
    public static @Nullable WriteError ofPlace(Outcome outcome) {
        return switch (outcome) {
            case FULL -> new WriteError(503, "full", "there is no room for another meeting point now", Refusal.PLACES);
            case KEYS_OVER_SHARE ->
                share(
                        "your address has set as many meeting points as it may; remove one, or try again later",
                        Refusal.PLACES);
            default -> of(outcome);
        };
    }

    /** Who is refused, and counted already. */
    static WriteError of(Refused refused) {
        return new WriteError(refused.status(), refused.code(), refused.message(), null);
    }

    private static WriteError share(String message, Refusal refusal) {
        return new WriteError(503, "share", message, refusal);
    }
}
