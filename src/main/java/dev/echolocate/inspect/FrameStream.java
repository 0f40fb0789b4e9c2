package dev.echolocate.inspect;

import dev.echolocate.base.FrameHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the frames of one direction while their bytes come in. Not thread-safe. */
final class FrameStream {
    /** Bytes of a payload; a longer one is not read. */
    static final int MAX_PAYLOAD = 16 * 1024;

    private static final int UNKNOWN = -1;
    private static final int TOO_LONG = -2;

    private final FrameHeader header = new FrameHeader();
    private final MessageRules message;
    private byte[] bytes = {};

    /** @param message of that direction */
    FrameStream(MessageRules message) {
        this.message = message;
    }

    /** A frame, with its bytes. */
    record Found(Bytes bytes, DecodedFrame frame) {}

    /** More bytes, the first of so many. */
    void add(byte[] more, int count) {
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, before + count);
        System.arraycopy(more, 0, bytes, before, count);
    }

    /** The next frame that is whole; null where there is none yet. */
    @Nullable
    Found next() {
        int size = size();
        return size < 0 || size > bytes.length ? null : take(size);
    }

    /** Whether the next frame is longer than what is read, so that none will be found. */
    boolean tooLong() {
        return size() == TOO_LONG;
    }

    /** What is there of a frame that will not be whole; null where nothing is. */
    @Nullable
    Found rest() {
        return bytes.length == 0 ? null : take(bytes.length);
    }

    private Found take(int size) {
        byte[] frame = Arrays.copyOf(bytes, size);
        bytes = Arrays.copyOfRange(bytes, size, bytes.length);
        return new Found(Bytes.of(frame), FrameDecoder.decode(frame, message));
    }

    /** Of the next frame, header and all. */
    private int size() {
        header.clear();
        header.read(ByteBuffer.wrap(bytes));
        if (!header.hasLength()) {
            return UNKNOWN;
        }
        long length = header.length();
        return length < 0 || length > MAX_PAYLOAD ? TOO_LONG : header.size() + (int) length;
    }
}
