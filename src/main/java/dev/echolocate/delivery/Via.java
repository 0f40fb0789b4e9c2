package dev.echolocate.delivery;

import java.util.Locale;

/** The ways in which messages come and go. */
public enum Via {
    WEBSOCKET,
    /** Server-sent events: out only. */
    SSE,
    /** A request that waits for one answer: out only. */
    LONG_POLL,
    /** A request that is answered at once: out only, and no session. */
    POLL,
    /** A request that publishes: in only, and no session. */
    POST;

    /** For labels and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
