package dev.echolocate.delivery;

import java.time.Duration;

/**
 * How delivery behaves.
 *
 * @param sendDeadline how long one operation may take; large frames get longer, a second for each 64 KiB
 * @param ping from one ping to the next
 * @param silence a session from which nothing was read for so long, though it was pinged, is ended
 * @param maxUnsent bytes of all sessions together that are handed over and not sent
 * @param maxReplies bytes of replies that wait for one session
 */
public record Settings(Duration sendDeadline, Duration ping, Duration silence, long maxUnsent, int maxReplies) {}
