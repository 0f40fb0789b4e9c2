package dev.echolocate.inspect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How {@code Sec-WebSocket-Accept} follows from {@code Sec-WebSocket-Key}, step by step (RFC 6455 4.2.2).
 *
 * @param key as it was sent, without the spaces around it
 * @param wellFormed whether it is 16 bytes in base64, as 4.1 demands
 * @param joined the key and the GUID
 * @param sha1 the digest of that, in hexadecimal digits
 * @param accept the digest in base64
 */
public record Accept(String key, boolean wellFormed, String joined, String sha1, String accept) {
    /** No other protocol would join this to a key. */
    public static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int KEY_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Computes it for any key, well-formed or not, as servers do. */
    public static Accept of(String header) {
        String key = header.strip();
        String joined = key + GUID;
        byte[] sha1 = digest("SHA-1", joined.getBytes(StandardCharsets.UTF_8));
        return new Accept(
                key,
                isKey(key),
                joined,
                Bytes.of(sha1).hex(),
                Base64.getEncoder().encodeToString(sha1));
    }

    /** Whether that is a key: 16 bytes in base64 (RFC 6455 4.1), maybe with spaces around it. */
    public static boolean isKey(@Nullable String header) {
        try {
            return header != null && Base64.getDecoder().decode(header.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A key that nobody can foresee. */
    static String freshKey() {
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }
}
