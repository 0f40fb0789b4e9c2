package dev.echolocate.inspect;

import java.security.SecureRandom;

/** Keys that nobody can foresee (RFC 6455 5.3). */
public final class MaskingKey {
    private static final SecureRandom RANDOM = new SecureRandom();

    private MaskingKey() {}

    /** Another one each time. */
    public static Bytes fresh() {
        byte[] key = new byte[WireFrame.KEY];
        RANDOM.nextBytes(key);
        return Bytes.of(key);
    }
}
