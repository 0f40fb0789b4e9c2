package dev.echolocate.web.http;

import dev.echolocate.base.Key;
import dev.echolocate.base.Peer;
import dev.echolocate.inspect.Head;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its response, whoever speaks HTTP below: a servlet container, or our own server. No method blocks.
 * The thread that brings a request goes back at once; the exchange goes on until {@link #end} or {@link #abort}, or until
 * the connection is gone.
 */
public interface Exchange {
    Key<Duration> BODY_DEADLINE = Key.duration("request.body-deadline", "10s", "1s", "5m")
            .means("How long the body of an HTTP request may take to arrive. The connection of a slower one is"
                    + " ended; in a container the request is refused with 408.");

    String method();

    /** Undecoded but for what needs no escape ({@link dev.echolocate.base.Escapes}), under the context path, with its leading slash. */
    String path();

    /** Undecoded, without {@code ?}; null where there is none. */
    @Nullable
    String query();

    /** The first header of that name, in any case. */
    @Nullable
    String header(String name);

    /** The request's first line and headers, as they were received. Before {@link #body}. */
    Head head();

    /** Who asks. */
    Peer peer();

    /**
     * Gathers the request's body, without a thread that waits for it. Call once, before {@link #begin}.
     *
     * @param max bytes
     * @param taken once, on any thread, maybe before this returns: the body, empty where there is none, or null where it is
     *     longer than {@code max}; never where the peer is gone before it is whole
     */
    void body(int max, Consumer<byte @Nullable []> taken);

    /** A header of the response, whatever it will be. Before {@link #begin}. */
    void set(String name, String value);

    /** Status and more headers, of which Content-Length says that the response is not a stream. Once, before the first write. */
    void begin(int status, Map<String, String> headers);

    /**
     * Hands bytes over, to be sent at once; one call at a time.
     *
     * @param done called exactly once, on any thread, maybe before this returns, with null when as good as sent (the peer's
     *     window took them), or why not; it only marks
     */
    void write(byte[] bytes, Consumer<@Nullable Throwable> done);

    /** As above, a part of the bytes, which are not changed afterwards. */
    default void write(byte[] bytes, int from, int to, Consumer<@Nullable Throwable> done) {
        write(Arrays.copyOfRange(bytes, from, to), done);
    }

    /** The response is whole, after the write in flight. Idempotent. */
    void end();

    /** Ends the connection, now, with nothing said. Idempotent. */
    void abort();

    /** Runs once, on any thread, when the exchange is over, however it ended; at once where it is over already. */
    void whenOver(Runnable over);

    /** Answers exchanges. Called on a thread of the server's; must not block. */
    interface Handler {
        void handle(Exchange exchange);

        /** Whether it answers whoever asks, by whatever name, and while the server stops, too: nobody is refused before. */
        default boolean answersAnybody() {
            return false;
        }
    }
}
