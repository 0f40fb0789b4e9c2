package dev.echolocate.inspect;

import java.nio.ByteBuffer;

/**
 * How a server answered the challenge of draft-hixie-thewebsocketprotocol-76, section 1.3: no browser speaks it any more.
 *
 * @param number1 the digits of the first key, divided by its spaces
 * @param number2 those of the second
 * @param challenge both numbers as 32 bits, and the eight bytes behind the request
 * @param answer the MD5 digest of the challenge: sixteen bytes
 */
public record Hixie76(long number1, long number2, Bytes challenge, Bytes answer) {
    private static final int BODY = 8;

    /** The published example. */
    public static Hixie76 shaken() {
        return of(Draft.KEY_1, Draft.KEY_2, Draft.BODY);
    }

    /**
     * Answers a challenge.
     *
     * @param key1 {@code Sec-WebSocket-Key1}
     * @param key2 {@code Sec-WebSocket-Key2}
     * @param body the eight bytes behind the request's headers
     * @throws IllegalArgumentException where a key has no space, or its number is no multiple of its spaces or above 32 bits,
     *     or there are not eight bytes; the draft then ends the connection
     */
    public static Hixie76 of(String key1, String key2, Bytes body) {
        if (body.size() != BODY) {
            throw new IllegalArgumentException("eight bytes, not " + body.size());
        }
        long number1 = number(key1);
        long number2 = number(key2);
        byte[] challenge = ByteBuffer.allocate(16)
                .putInt((int) number1)
                .putInt((int) number2)
                .put(body.array())
                .array();
        return new Hixie76(number1, number2, Bytes.of(challenge), Bytes.of(Accept.digest("MD5", challenge)));
    }

    private static long number(String key) {
        long digits = 0;
        int spaces = 0;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + c - '0';
            } else if (c == ' ') {
                spaces++;
            }
            if (digits > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("more than 32 bits");
            }
        }
        if (spaces == 0 || digits % spaces != 0) {
            throw new IllegalArgumentException(digits + " is no multiple of " + spaces);
        }
        return digits / spaces;
    }
}
