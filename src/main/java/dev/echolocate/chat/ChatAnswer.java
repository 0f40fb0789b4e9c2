package dev.echolocate.chat;

import dev.echolocate.base.Refusal;
import dev.echolocate.feed.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of something that a member wrote. */
public enum ChatAnswer {
    /** It is in the room's order. */
    DONE("", ""),
    /** Who says something must be somebody. */
    NAME_NEEDED("name_needed", "say who you are first: {\"name\": …}"),
    /** Somebody else has the name, or had it a moment ago. */
    NAME_TAKEN("name_taken", "somebody else has this name"),
    /** A user has the name of the login, and no other. */
    NAME_FIXED("bad_name", "your name is that of your login"),
    /** Too many people, or too many bytes. */
    FULL("full", "there is no room for it now", Refusal.FEEDS),
    /** Too many bytes of one address. */
    BYTES_OVER_SHARE(
            "share",
            "your address has as many bytes here as it may; try again when some of them are gone",
            Refusal.FEEDS),
    /** Too many people of one address. */
    NAMES_OVER_SHARE(
            "share",
            "your address has as many people here as it may; try again when some of them have left",
            Refusal.NAMES),
    /** Too many writes are under way. */
    BUSY("busy", "too much is being written; try again", Refusal.RATE),
    /** The engine can't be reached: nothing was written. */
    UNAVAILABLE("unavailable", "it can't be written at the moment; try again later"),
    /** The engine has not said in time what became of it. */
    UNKNOWN("unknown", "it is not known whether it was accepted");

    private final String code;
    private final String message;
    private final @Nullable Refusal refusal;

    ChatAnswer(String code, String message) {
        this(code, message, null);
    }

    ChatAnswer(String code, String message, @Nullable Refusal refusal) {
        this.code = code;
        this.message = message;
        this.refusal = refusal;
    }

    static ChatAnswer of(Outcome outcome) {
        return switch (outcome) {
            case DONE, STALE -> DONE;
            case NOT_OWNER -> NAME_TAKEN;
            case FULL -> FULL;
            case BYTES_OVER_SHARE -> BYTES_OVER_SHARE;
            case KEYS_OVER_SHARE -> NAMES_OVER_SHARE;
            case BUSY -> BUSY;
            case UNAVAILABLE -> UNAVAILABLE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Whether its sender could have known: nobody else had a part in it. */
    public boolean mistake() {
        return this == NAME_NEEDED || this == NAME_FIXED;
    }

    /** For programs; empty where it is done. */
    public String code() {
        return code;
    }

    /** For people; empty where it is done. */
    public String message() {
        return message;
    }

    /** What was too much; null where that is not it. */
    public @Nullable Refusal refusal() {
        return refusal;
    }
}
