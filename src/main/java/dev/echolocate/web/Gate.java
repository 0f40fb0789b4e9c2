package dev.echolocate.web;

import org.jspecify.annotations.Nullable;

/** Decides who may shake hands. Immutable. */
public final class Gate {
    /**
     * Why a handshake is refused, or null where it may go on. The text is meant for the operator and goes into the body
     * of the 403.
     */
    public @Nullable String refusal(boolean secure, @Nullable String host, @Nullable String origin) {
        return null;
    }
}
