package dev.echolocate.delivery;

import dev.echolocate.base.Address;
import dev.echolocate.base.Threads;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * The threads for what may block: in containers, whose API has no other form of it; and for what costs processor time. They
 * are apart, so that what a client asks for holds up nothing that belongs to all.
 */
final class Pools {
    private static final int PING_THREADS = 8;
    private static final int PART_THREADS = 8;
    private static final int CLOSE_THREADS = 32;

    /** Who finds no place is pinged a little later. */
    private static final int PINGS = 4_096;

    /** Who finds no place is told. */
    private static final int PARTS = 1_024;

    /** Each session comes at most twice. */
    private static final int CLOSES = 65_536;

    /** Each session comes at most once at a time. */
    private static final int MAKING = 65_536;

    /** For a session that began while the others ended. */
    private static final long GRACE_MILLIS = 500;

    private final Pool pings;
    private final Pool parts;
    private final Pool closes;
    private final Pool making;

    Pools(boolean shares, ThreadFactory threads) {
        pings = new Pool(PING_THREADS, PINGS, shares, threads);
        parts = new Pool(PART_THREADS, PARTS, shares, threads);
        closes = new Pool(CLOSE_THREADS, CLOSES, shares, threads);
        making = new Pool(Math.max(1, Runtime.getRuntime().availableProcessors() / 4), MAKING, shares, threads);
    }

    /** For signs of life. */
    Pool pings() {
        return pings;
    }

    /** For what a client asks for: messages in parts, pings of its own. */
    Pool parts() {
        return parts;
    }

    /** For what blocks nothing but takes processor time: fewer than there are processors. */
    Pool making() {
        return making;
    }

    /** For the ends of sessions. */
    Pool closes() {
        return closes;
    }

    /** The same, as what runs those of an address; throws {@link RejectedExecutionException} where nobody will run it. */
    Executor closes(Address who) {
        return task -> {
            if (!closes.execute(who, task)) {
                throw new RejectedExecutionException("too many sessions end at once");
            }
        };
    }

    /** All of them, as of now. */
    List<Threads> threads() {
        return List.of(pings.look("pings"), parts.look("parts"), closes.look("closes"), making.look("making"));
    }

    void close() {
        pings.close(0);
        parts.close(0);
        making.close(0);
        closes.close(GRACE_MILLIS);
    }
}
