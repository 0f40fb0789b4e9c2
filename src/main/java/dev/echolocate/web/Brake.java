package dev.echolocate.web;

import dev.echolocate.delivery.Backlog;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds one client back for as long as there is any reason to. Thread-safe; nothing here blocks. */
final class Brake {
    /** Why a client is not read. */
    enum Reason {
        /** It doesn't read what it asked for. */
        UNREAD,
        /** It sends too fast. */
        TOO_FAST,
        /** What it asked for is being opened. */
        OPENING,
        /** It writes faster than its writes are taken. */
        WRITING
    }

    private final Transport transport;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    Brake(Transport transport) {
        this.transport = transport;
    }

    /** Whether there is a brake: if not, nothing here has an effect. */
    boolean works() {
        return transport.owned();
    }

    synchronized void on(Reason reason) {
        if (reasons.isEmpty()) {
            transport.pause();
        }
        reasons.add(reason);
    }

    synchronized void off(Reason reason) {
        if (reasons.remove(reason) && reasons.isEmpty()) {
            transport.resume();
        }
    }

    synchronized boolean isOn() {
        return !reasons.isEmpty();
    }

    /** For what waits to be read; null where there is no brake. */
    @Nullable
    Backlog backlog() {
        return !works()
                ? null
                : new Backlog() {
                    @Override
                    public void pause() {
                        on(Reason.UNREAD);
                    }

                    @Override
                    public void resume() {
                        off(Reason.UNREAD);
                    }
                };
    }
}
