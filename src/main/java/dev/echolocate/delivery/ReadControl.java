package dev.echolocate.delivery;

/** Holds a peer back that sends faster than it reads. Neither method blocks or runs the peer's messages itself. */
public interface ReadControl {
    /** Read no more from the peer. */
    void pause();

    /** Read on. */
    void resume();
}
