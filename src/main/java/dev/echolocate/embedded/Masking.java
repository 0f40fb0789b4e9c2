package dev.echolocate.embedded;

import java.nio.ByteBuffer;

/** Takes the mask off a client's payload (RFC 6455 5.3), eight bytes at a time. */
final class Masking {
    private static final int KEY_BITS = 32;

    private Masking() {}

    /**
     * Unmasks in place.
     *
     * @param payload from its position to its limit; both stay
     * @param key the four bytes for the first four of that, the first one highest
     */
    static void unmask(ByteBuffer payload, int key) {
        long twice = (long) key << KEY_BITS | Integer.toUnsignedLong(key);
        int at = payload.position();
        for (; at <= payload.limit() - Long.BYTES; at += Long.BYTES) {
            payload.putLong(at, payload.getLong(at) ^ twice);
        }
        for (int shift = KEY_BITS - Byte.SIZE; at < payload.limit(); at++, shift -= Byte.SIZE) {
            // an int is shifted by no more than 31 bits: the key begins anew by itself
            payload.put(at, (byte) (payload.get(at) ^ (key >>> shift)));
        }
    }
}
