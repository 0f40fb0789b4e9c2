package dev.echolocate.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What only the owner of a session's TCP connection can do. The embedded server offers all of it; a container offers
 * none, and the endpoints then do what the WebSocket API allows. All methods are thread-safe, idempotent and don't block. What is not
 * overridden is as in a container.
 */
public interface Transport {
    /** Ends the TCP connection at once, with nothing said and nothing left to send. */
    default void abort() {}

    /** Whether the connection is ours: if not, nothing here has an effect. */
    default boolean owned() {
        return false;
    }

    /** Stops reading from the connection, so that TCP's flow control holds the client back (RFC 9293 3.8). */
    default void pause() {}

    /** Reads on. */
    default void resume() {}

    /** The session is about to be closed: pings that come from now on are not answered. Returns once none is being answered. */
    default void leave() {}

    /**
     * Writes whole frames, unmasked (RFC 6455 5.1, 5.2), after all that was written before, and before what comes later;
     * past the engine, so data goes this way only on a session without extensions. After a close frame nothing is written, and
     * {@code done} is given null: the peer wants no more.
     *
     * @param done called exactly once, on any thread, maybe before this returns, once the frames are with the kernel, with
     *     null; or with why they are not
     * @param frames one after another; not changed until then
     */
    default void write(Consumer<@Nullable Throwable> done, ByteBuffer... frames) {
        done.accept(new IOException("not ours"));
    }

    /**
     * Agrees on compression (RFC 7692) where one of these offers can be taken: then the session takes compressed messages, and
     * {@link #compresses}. While the handshake runs, once.
     *
     * @param offers lines of {@code Sec-WebSocket-Extensions}
     * @return the answer's line; null where messages go as they are
     */
    default @Nullable String compress(List<String> offers) {
        return null;
    }

    /** Whether the peer takes compressed messages. */
    default boolean compresses() {
        return false;
    }

    /**
     * Runs what answers to what was read, one thing at a time: at once, or where all of what came together has been taken, so that the
     * answers leave together.
     */
    default Executor afterRead() {
        return Runnable::run;
    }

    /**
     * In what words the frame is late that is coming in, below a message's parts; null where it isn't, or nobody knows.
     *
     * @param held whether nothing is read of the sender, and it was so since the last call; see {@link Progress#late}
     */
    default @Nullable String late(boolean held) {
        return null;
    }

    /** In a container. */
    Transport NONE = new Transport() {};
}
