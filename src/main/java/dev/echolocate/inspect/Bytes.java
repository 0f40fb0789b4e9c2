package dev.echolocate.inspect;

import dev.echolocate.base.BadMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Some bytes. Immutable. */
public final class Bytes {
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** The text in UTF-8. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Hexadecimal digits as people write and copy them: {@code 81 05}, {@code 8105}, {@code 0x81,0x05}, {@code 81:05}, over
     * several lines. A digit alone is a byte.
     */
    public static Bytes hex(String text) throws BadMessageException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String group : text.split("[\\s,;:]+", -1)) {
            if (group.isEmpty()) {
                continue;
            }
            String digits = group.startsWith("0x") || group.startsWith("\\x") ? group.substring(2) : group;
            if (digits.length() != 1 && digits.length() % 2 != 0) {
                throw new BadMessageException("bad_hex", "an odd number of digits: " + shown(group));
            }
            String even = digits.length() == 1 ? "0" + digits : digits;
            try {
                if (digits.isEmpty()) {
                    throw new IllegalArgumentException("a prefix alone");
                }
                bytes.writeBytes(HexFormat.of().parseHex(even));
            } catch (IllegalArgumentException e) {
                throw new BadMessageException("bad_hex", "not hexadecimal: " + shown(group));
            }
        }
        return new Bytes(bytes.toByteArray());
    }

    private static String shown(String group) {
        return group.length() <= 20 ? group : group.substring(0, 20) + "…";
    }

    public int size() {
        return bytes.length;
    }

    byte at(int i) {
        return bytes[i];
    }

    /** A copy. */
    public byte[] array() {
        return bytes.clone();
    }

    /** Those from one position on, and before another. */
    public Bytes range(int from, int to) {
        return new Bytes(Arrays.copyOfRange(bytes, from, to));
    }

    /** Two lower-case digits a byte, with nothing between. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes same && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
