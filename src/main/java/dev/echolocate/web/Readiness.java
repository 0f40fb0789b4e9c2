package dev.echolocate.web;

import dev.echolocate.base.Key;
import java.time.Duration;

/** Whether the application takes in who comes: not yet, now, or no longer. Goes on, and never back. Thread-safe. */
public final class Readiness {
    public static final Key<Duration> DRAIN = Key.duration("stop.drain", "0s", "0s", "10m")
            .means("How long a server that is told to stop leaves its sessions open, while each new request is"
                    + " answered with 503. It is for load balancers, which send nobody to such a server. Only without a"
                    + " container.");

    /** In this order. */
    public enum State {
        STARTING,
        READY,
        STOPPING
    }

    /** For who comes while it stops. */
    public static final String STOPPING = "this server is stopping; come back later, or to another one";

    private State state = State.STARTING;

    public synchronized State state() {
        return state;
    }

    /** All is there that is needed. */
    public synchronized void ready() {
        if (state == State.STARTING) {
            state = State.READY;
        }
    }

    /** From now on nobody new is taken in; who is in may go on until told otherwise. */
    public synchronized void stop() {
        state = State.STOPPING;
    }

    public boolean isStopping() {
        return state() == State.STOPPING;
    }
}
