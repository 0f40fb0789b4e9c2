package dev.echolocate.base;

import java.nio.ByteBuffer;

/**
 * The header of a frame (RFC 6455 5.2), which is read as its bytes come in, or written. It tells what is wrong with it; what is
 * done about that is up to whoever reads. One is used for one frame after another. Not thread-safe.
 */
public final class FrameHeader {
    /** Bytes of the longest. */
    public static final int MAX = 14;

    /** Bytes of a masking key. */
    public static final int KEY = 4;

    /** Bytes of the longest payload of a control frame (RFC 6455 5.5). */
    public static final int MAX_CONTROL = 125;

    private static final int BIT = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int START = 2;

    private final byte[] bytes = new byte[MAX];
    private int have;

    /** Takes bytes, and none behind the header; false where they are used up before it is whole. */
    public boolean read(ByteBuffer in) {
        while (!isWhole() && in.hasRemaining()) {
            bytes[have++] = in.get();
        }
        return isWhole();
    }

    /** The next frame begins. */
    public void clear() {
        have = 0;
        bytes[1] = 0;
    }

    /** How many of its bytes have come. */
    public int have() {
        return have;
    }

    public boolean isWhole() {
        return have >= START && have == size();
    }

    /** Whether its length is known, though the masking key may be missing. */
    public boolean hasLength() {
        return have >= START && have >= size() - (isMasked() ? KEY : 0);
    }

    /** Bytes of all of it, once its first two have come. */
    public int size() {
        return START + lengthBytes() + (isMasked() ? KEY : 0);
    }

    public boolean isFin() {
        return (bytes[0] & BIT) != 0;
    }

    /** RSV1 to RSV3: three bits. */
    public int rsv() {
        return bytes[0] >>> 4 & 7;
    }

    /** Four bits. */
    public int opcode() {
        return bytes[0] & 0xF;
    }

    public boolean isControl() {
        return Opcode.controls(opcode());
    }

    /** False, too, where that has not come yet. */
    public boolean isMasked() {
        return (bytes[1] & BIT) != 0;
    }

    /** The seven bits behind MASK: the length, or how it is written. */
    public int shortLength() {
        return bytes[1] & 0x7F;
    }

    /** Bytes of a length that seven bits don't hold; else 0. */
    public int lengthBytes() {
        return switch (shortLength()) {
            case LENGTH_16 -> Short.BYTES;
            case LENGTH_64 -> Long.BYTES;
            default -> 0;
        };
    }

    /** Bytes of the payload; 0 where that {@linkplain #hasLength has not come} yet, negative where it is beyond 63 bits. */
    public long length() {
        if (!hasLength()) {
            return 0;
        }
        int extended = lengthBytes();
        long length = extended == 0 ? shortLength() : 0;
        for (int i = START; i < START + extended; i++) {
            length = length << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return length;
    }

    /**
     * Bytes of the masking key, which is used over and over again (RFC 6455 5.3), the first one highest; of one that is masked, and whole.
     *
     * @param from the place in the payload that the first of them is for
     * @param count up to four
     */
    public int key(long from, int count) {
        int key = 0;
        for (int i = 0; i < count; i++) {
            key = key << Byte.SIZE | (bytes[size() - KEY + (int) ((from + i) & (KEY - 1))] & 0xFF);
        }
        return key;
    }

    /** Whether its opcode has no meaning. */
    public boolean isReserved() {
        return Opcode.of(opcode()) == null;
    }

    /** Whether it is a fragment, though control frames have none (RFC 6455 5.5). */
    public boolean isFragmentOfControl() {
        return isControl() && !isFin();
    }

    /** Whether its payload is longer than that of a control frame may be. */
    public boolean isTooLongForControl() {
        return isControl() && (length() < 0 || length() > MAX_CONTROL);
    }

    /** Whether its length takes the fewest bytes that hold it. */
    public boolean isMinimal() {
        return switch (lengthBytes()) {
            case Short.BYTES -> length() >= LENGTH_16;
            case Long.BYTES -> length() < 0 || length() > 0xFFFF;
            default -> true;
        };
    }

    /** Puts what has come of it somewhere. */
    public void copyTo(ByteBuffer out) {
        out.put(bytes, 0, have);
    }

    /**
     * Writes one but for its masking key, which follows. The length takes the fewest bytes that hold it.
     *
     * @param first the first eight bits, as of {@link #first}
     * @param masked whether there is a key
     * @return has room for it
     */
    public static ByteBuffer begin(int first, boolean masked, long length) {
        ByteBuffer out = ByteBuffer.allocate(MAX).put((byte) first);
        int mask = masked ? BIT : 0;
        if (length < LENGTH_16) {
            return out.put((byte) (mask | length));
        }
        return length <= 0xFFFF
                ? out.put((byte) (mask | LENGTH_16)).putShort((short) length)
                : out.put((byte) (mask | LENGTH_64)).putLong(length);
    }

    /**
     * A whole frame without a mask, as a server sends it.
     *
     * @param first as of {@link #begin}
     * @param payload begins with it
     */
    public static ByteBuffer unmasked(int first, byte[] payload, int length) {
        ByteBuffer header = begin(first, false, length).flip();
        return ByteBuffer.allocate(header.remaining() + length)
                .put(header)
                .put(payload, 0, length)
                .flip();
    }

    /** FIN, RSV1 to RSV3 and the opcode as eight bits. */
    public static int first(boolean fin, int rsv, int opcode) {
        return (fin ? BIT : 0) | rsv << 4 | opcode;
    }
}
