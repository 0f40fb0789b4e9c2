package dev.echolocate.web;

/**
 * What the doors let through.
 *
 * @param echoMaxMessage bytes
 * @param echoMaxUnsent bytes of replies that wait for one session
 * @param broadcastMaxMessage bytes of the message itself, whatever it is wrapped in
 * @param trackerMaxMessage bytes
 * @param rateMessages messages a second of one session; 0: as fast as it likes
 */
public record DoorSettings(
        int echoMaxMessage, int echoMaxUnsent, int broadcastMaxMessage, int trackerMaxMessage, int rateMessages) {

    /** Bytes of a chat message as it comes in: 2,000 characters, each of them escaped, and what is around them. */
    public static final int CHAT_MAX_MESSAGE = 32 * 1024;

    /** Around a message in {@code feed.v1}: the object, and escapes or base64 that make it longer. */
    private static final int WRAPPING = 6;

    /** Bytes of a broadcast as it comes in. */
    public int broadcastMaxFrame(boolean feedV1) {
        return feedV1 ? broadcastMaxMessage * WRAPPING + 64 : broadcastMaxMessage;
    }

    /** Bytes of the longest message that a feed takes, which a POST has to fit. */
    public int maxPost() {
        return Math.max(CHAT_MAX_MESSAGE, Math.max(broadcastMaxFrame(true), trackerMaxMessage));
    }

    /** Bytes of the longest message that any door takes. */
    public int maxMessage() {
        return Math.max(echoMaxMessage, maxPost());
    }
}
