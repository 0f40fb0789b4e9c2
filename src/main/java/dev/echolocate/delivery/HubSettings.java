package dev.echolocate.delivery;

import java.time.Duration;

/**
 * How delivery behaves.
 *
 * @param sendDeadline how long one operation may take; large frames get longer, a second for each 64 KiB
 * @param ping from one ping to the next
 * @param silence a session from which nothing was read for so long, though it was pinged, is ended
 * @param beat a reader of {@code feed.v1} that was sent nothing for so long is told that there is nothing
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
        boolean shares) {}
