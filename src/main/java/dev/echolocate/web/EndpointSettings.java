package dev.echolocate.web;

import dev.echolocate.base.Key;

/**
 * What the endpoints let through.
 *
 * @param echoMaxMessage bytes
 * @param echoMaxUnsent bytes of replies that wait for one session
 * @param broadcastMaxMessage bytes of the message itself, whatever it is wrapped in
 * @param trackerMaxMessage bytes
 * @param rateMessages messages a second of one session; 0: as fast as it likes
 */
public record EndpointSettings(
        int echoMaxMessage, int echoMaxUnsent, int broadcastMaxMessage, int trackerMaxMessage, int rateMessages) {
    public static final Key<Integer> ECHO_MAX_MESSAGE = Key.size("echo.max-message", 16 << 20, 1, 64 << 20)
            .means("Longest message that is echoed, in bytes (text counts as UTF-8). A longer one closes the session"
                    + " with 1009.");

    public static final Key<Integer> ECHO_MAX_UNSENT = Key.size("echo.max-unsent", 1 << 20, 1, 1024 << 20)
            .means("Replies that wait for one client to read them. Above it, the session's connection is not read"
                    + " until the client has caught up; where the container cannot do that, the session is closed with"
                    + " 1013. One reply may wait whatever its length.");

    public static final Key<Integer> BROADCAST_MAX_MESSAGE = Key.size("broadcast.max-message", 64 << 10, 1, 1 << 20)
            .means("Longest message that is broadcast, in bytes (text counts as UTF-8). A longer one closes the"
                    + " session with 1009.");

    public static final Key<Integer> TRACKER_MAX_MESSAGE = Key.size("tracker.max-message", 32 << 10, 256, 64 << 10)
            .means("Longest message that the tracker takes, in bytes: by default 200 positions at once, as they are"
                    + " mostly written. A longer one closes the session with 1009.");

    public static final Key<Integer> RATE_MESSAGES = Key.whole("rate.messages", 1_000, 0, 1_000_000)
            .means("Messages a second of one WebSocket session, and twice as many at once. A session that sends"
                    + " faster is read more slowly. Where the container cannot do that, the session is told once, and"
                    + " closed with 1008 if it goes on. 0 sets no limit.");

    /** Bytes of a chat message as it comes in: 2,000 characters, each of them escaped, and what is around them. */
    public static final int CHAT_MAX_MESSAGE = 32 * 1024;

    /** Around a message in {@code feed.v1}: the object, and escapes or base64 that make it longer. */
    private static final int WRAPPING = 6;

    /** Around a message in a room: {@code "of":"map","positions":}, and blanks. */
    private static final int OF_A_ROOM = 64;

    /** Bytes of a broadcast as it comes in. */
    public int broadcastMaxFrame(boolean feedV1) {
        return feedV1 ? broadcastMaxMessage * WRAPPING + 64 : broadcastMaxMessage;
    }

    /** Bytes of a message in a room: what the tracker or the chat takes, and what says whose it is. */
    public int roomMaxMessage() {
        return Math.max(CHAT_MAX_MESSAGE, trackerMaxMessage) + OF_A_ROOM;
    }

    /** Bytes of the longest message that a feed takes, which a POST has to fit. */
    public int maxPost() {
        return Math.max(broadcastMaxFrame(true), roomMaxMessage());
    }

    /** Bytes of the longest message that any endpoint takes. */
    public int maxMessage() {
        return Math.max(echoMaxMessage, maxPost());
    }
}
