package dev.echolocate.compare;

import org.jspecify.annotations.Nullable;

/** The ways that are compared, as requests name them. */
public enum Way {
    WEBSOCKET("websocket"),
    SSE("sse"),
    LONG_POLL("long-poll"),
    POLL("poll"),
    PUBLISH("publish");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    /** As it is written. */
    public String label() {
        return label;
    }

    static @Nullable Way of(@Nullable String label) {
        for (Way way : values()) {
            if (way.label.equals(label)) {
                return way;
            }
        }
        return null;
    }
}
