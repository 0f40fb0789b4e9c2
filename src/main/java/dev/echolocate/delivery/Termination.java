package dev.echolocate.delivery;

import dev.echolocate.base.Enduring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** How one session ends: politely, once it has what it is owed, or cut off. The first reason stands. Thread-safe. */
final class Termination {
    private static final Logger LOG = System.getLogger(Termination.class.getName());

    private final Sink sink;
    private volatile @Nullable End how;

    /** Written before {@link #how}. */
    private volatile boolean draining;

    private volatile boolean gone;
    private volatile long expiresMillis = Long.MAX_VALUE;

    Termination(Sink sink) {
        this.sink = sink;
    }

    /** How it ends; null while it goes on. */
    @Nullable
    End how() {
        return how;
    }

    /** Ends it politely; false where it was ending before. */
    synchronized boolean begin(End end) {
        if (how != null) {
            return false;
        }
        how = end;
        return true;
    }

    /** The server stops: ends it politely, after all that was accepted before. */
    synchronized void drain() {
        if (how == null) {
            draining = true;
            how = End.of(Ending.STOPPING, "the server stops");
        }
    }

    /** That takes too long. */
    void hurry() {
        draining = false;
    }

    /** Whether it ends because the server stops, and what was accepted before is delivered first. */
    boolean isDraining() {
        return draining;
    }

    /** @param millis of the delivery's clock: from when on it is to be ended, for no other reason */
    void expireAt(long millis) {
        expiresMillis = millis;
    }

    boolean isExpired(long nowMillis) {
        return nowMillis >= expiresMillis;
    }

    /** The peer is gone. */
    void gone() {
        gone = true;
    }

    /** Whether nothing is begun any more. */
    boolean isGone() {
        return gone;
    }

    /** Cuts it off; false where it was gone before. */
    boolean cut(Ending why, String words) {
        if (gone) {
            return false;
        }
        LOG.log(Level.DEBUG, "a session is ended: {0}", words);
        begin(End.of(why, words));
        try {
            sink.abort();
        } catch (RuntimeException | Error e) {
            // It could not even be cut off; it is over all the same.
            Enduring.tell(e);
            LOG.log(Level.DEBUG, "a session could not be cut off", e);
        }
        gone = true;
        return true;
    }
}
