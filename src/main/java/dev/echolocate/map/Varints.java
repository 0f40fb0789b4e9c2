package dev.echolocate.map;

/** Reads numbers of 7 bits a byte, the lowest first, as Protocol Buffers have them. Used once, by one thread. */
final class Varints {
    private static final int MAX_SHIFT = 63;
    private static final int LOW = 0x7f;

    private final byte[] bytes;
    private int at;

    Varints(byte[] bytes) {
        this.bytes = bytes;
    }

    int left() {
        return bytes.length - at;
    }

    /** From 0 on. Fails at the end of the bytes, and for what a long can't hold. */
    long next() throws ArchiveException {
        long value = 0;
        for (int shift = 0; shift < MAX_SHIFT; shift += 7) {
            if (at == bytes.length) {
                throw ArchiveException.damaged("a directory ends too early");
            }
            byte next = bytes[at++];
            value |= (long) (next & LOW) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw ArchiveException.damaged("a number in a directory is too large");
    }

    /** The same, up to a limit. */
    int next(int atMost, String what) throws ArchiveException {
        long value = next();
        if (value > atMost) {
            throw ArchiveException.damaged("a directory has " + what + " of " + value);
        }
        return (int) value;
    }
}
