package dev.echolocate.web;

import dev.echolocate.delivery.ReadControl;
import org.jspecify.annotations.Nullable;

/** Holds one client back for as long as there is any reason to. Thread-safe; nothing here blocks. */
final class Brake {
    /** Why a client is not read. */
    enum Reason {
        /** It doesn't read what it asked for. */
        UNREAD(1),
        /** It sends too fast. */
        TOO_FAST(2),
        /** What it asked for is being opened. */
        OPENING(4),
        /** It writes faster than its writes are taken. */
        WRITING(8);

        private final int bit;

        Reason(int bit) {
            this.bit = bit;
        }
    }

    private final Transport transport;
    /** A bit for each reason that there is: a set would cost each session more than all else here. */
    private int reasons;

    Brake(Transport transport) {
        this.transport = transport;
    }

    /** Whether there is a brake: if not, nothing here has an effect. */
    boolean works() {
        return transport.owned();
    }

    synchronized void on(Reason reason) {
        if (reasons == 0) {
            transport.pause();
        }
        reasons |= reason.bit;
    }

    synchronized void off(Reason reason) {
        int before = reasons;
        reasons &= ~reason.bit;
        if (before != 0 && reasons == 0) {
            transport.resume();
        }
    }

    synchronized boolean isOn() {
        return works() && reasons != 0;
    }

    /** For what waits to be read; null where there is no brake. */
    @Nullable
    ReadControl readControl() {
        return !works()
                ? null
                : new ReadControl() {
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
