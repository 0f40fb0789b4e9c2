package dev.echolocate.embedded;

import dev.echolocate.base.Key;
import java.time.Duration;

/** Bounds that keep one client from taking what belongs to the others. */
public record ConnectionLimits(Sizes sizes, Deadlines deadlines) {
    public static final Key<Long> HEADS_MAX_TOTAL = Key.heapShare("heads.max-total", 32)
            .means("Bytes of the heads (request lines and headers) that have begun to come, are being answered, or"
                    + " wait behind one that is. A request that would exceed it is answered with 503. Only without a"
                    + " container.");

    public static final Key<Long> BODIES_MAX_TOTAL = Key.heapShare("bodies.max-total", 32)
            .means("Bytes of the bodies of all requests that are being read or answered. A request that would exceed"
                    + " it is answered with 503. Only without a container.");

    public static final Key<Boolean> DEFLATE = Key.onOrOff("deflate", true)
            .means("Whether messages are compressed where a client offers it (permessage-deflate, RFC 7692): what many"
                    + " get, once for all of them, and echoes. Only without a container.");

    public static final Key<Long> DEFLATE_MAX_TOTAL = Key.heapShare("deflate.max-total", 64)
            .means("Bytes of memory, most of it outside of the heap, for compressed messages that are half come: 80 KiB"
                    + " each. A session that would exceed it is closed with 1013. Only without a container.");

    public static final Key<Duration> KEEP_ALIVE = Key.duration("keep-alive", "75s", "1s", "1h")
            .means(
                    "How long a connection may wait for its next HTTP request before the server ends it. A proxy or"
                            + " load balancer that keeps connections must give them up earlier, or it sends a request into one"
                            + " that has just ended: most do after 60 s. Our own server's; a container has a setting of its own.");

    /**
     * How much.
     *
     * @param message bytes of one WebSocket message, fragmented or not; above it 1009
     * @param header bytes of a request line with its headers; above it 414 or 431
     * @param body bytes of one request body; above it 413
     * @param bodies bytes of all request bodies that are being gathered; above it 503
     * @param connections open ones; further ones are dropped when accepted
     * @param heads bytes of all requests that are being read or answered, but for their bodies; above it 503
     * @param inflating bytes for compressed messages that are half come, above it 1013; 0: none may come
     */
    public record Sizes(int message, int header, int body, long bodies, int connections, long heads, long inflating) {
        public Sizes(int message, int header, int body, long bodies, int connections) {
            this(message, header, body, bodies, connections, 16L << 20, 4L << 20);
        }

        public Sizes withInflating(long bytes) {
            return new Sizes(message, header, body, bodies, connections, heads, bytes);
        }

        public Sizes withMessage(int bytes) {
            return new Sizes(bytes, header, body, bodies, connections, heads, inflating);
        }

        public Sizes withBody(int bytes) {
            return new Sizes(message, header, bytes, bodies, connections, heads, inflating);
        }

        public Sizes withBodies(long bytes) {
            return new Sizes(message, header, body, bytes, connections, heads, inflating);
        }

        public Sizes withConnections(int n) {
            return new Sizes(message, header, body, bodies, n, heads, inflating);
        }

        public Sizes withHeads(long bytes) {
            return new Sizes(message, header, body, bodies, connections, bytes, inflating);
        }
    }

    /**
     * How long. A connection that exceeds one of them is ended.
     *
     * @param header from the first byte (or the connection) to the end of a request's headers
     * @param body from the end of the headers to the end of the body
     * @param idle between two requests of one connection; WebSockets have none
     * @param stall without progress while an HTTP response, or the last of a closed session, waits to be written
     * @param linger for the peer of a closed session to end its side
     */
    public record Deadlines(Duration header, Duration body, Duration idle, Duration stall, Duration linger) {}

    /** What suits most machines. */
    public static ConnectionLimits defaults() {
        return new ConnectionLimits(
                new Sizes(16 << 20, 16 << 10, 1 << 20, 64L << 20, 50_000),
                new Deadlines(seconds(10), seconds(10), seconds(75), seconds(30), seconds(2)));
    }

    public ConnectionLimits withSizes(Sizes newSizes) {
        return new ConnectionLimits(newSizes, deadlines);
    }

    public ConnectionLimits withDeadlines(Deadlines newDeadlines) {
        return new ConnectionLimits(sizes, newDeadlines);
    }

    private static Duration seconds(int n) {
        return Duration.ofSeconds(n);
    }
}
