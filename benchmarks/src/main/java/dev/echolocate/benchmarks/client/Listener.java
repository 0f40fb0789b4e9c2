package dev.echolocate.benchmarks.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Hears what a connection reads, on the loop's thread. */
@FunctionalInterface
public interface Listener {
    /**
     * A message, whose bytes are there until this returns.
     *
     * @param now when it was read from the socket, as {@link System#nanoTime} has it
     */
    void message(ByteBuffer buffer, int from, int length, long now);

    /** All messages of one read were heard. */
    default void caughtUp() throws IOException {}
}
