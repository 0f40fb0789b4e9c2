package dev.echolocate.delivery;

import java.time.Duration;

/**
 * How a hub behaves.
 *
 * @param sendDeadline how long one operation may take; large frames get longer, a second for each 64 KiB
 * @param ping from one ping to the next
 * @param silence a session from which nothing was read for so long, though it was pinged, is ended
 * @param beat a subscriber in {@code feed.v1} that was sent nothing for so long is told that there is nothing
 * @param maxUnsent bytes of all sessions together that are handed over and not sent
 * @param maxReplies bytes of replies that wait for one session
 * @param shares whether an address has no more than a share of what all have while most of it is in use
 */
public record HubSettings(
        Duration sendDeadline,
        Duration ping,
        Duration silence,
        Duration beat,
        long maxUnsent,
        int maxReplies,
        boolean shares) {
    private static final int BYTES_A_SECOND = 64 * 1024;

    /** How long a send of so many bytes may take. */
    long sendMillis(int bytes) {
        return sendDeadline.toMillis() + transferMillis(bytes);
    }

    /** As above, where it holds a thread that others wait for: twice as long as a short one, whatever its length. */
    long sendMillisOnThread(int bytes) {
        long most = sendDeadline.toMillis();
        return most + Math.min(most, transferMillis(bytes));
    }

    private static long transferMillis(int bytes) {
        return 1000L * (bytes / BYTES_A_SECOND);
    }
}
