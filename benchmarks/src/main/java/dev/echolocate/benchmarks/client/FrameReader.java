package dev.echolocate.benchmarks.client;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Makes messages of the frames that a server sends (RFC 6455 5.2, 5.4). Not thread-safe. */
final class FrameReader {
    /** Takes what was read. The bytes are its own only until it returns. */
    interface Sink {
        void message(ByteBuffer buffer, int from, int length);

        void ping(byte[] payload);

        /** The server closes; with 1005 where it says no code. */
        void close(int code);
    }

    /** No frame is as long, in bytes. */
    static final int MAX = 4 << 20;

    private final Sink sink;
    /** Null where the server has not agreed to compress. */
    private final Inflation inflation;

    private boolean compressed;
    private ByteBuffer fragments = ByteBuffer.allocate(0);

    FrameReader(Sink sink, Inflation inflation) {
        this.sink = sink;
        this.inflation = inflation;
    }

    /** Takes all whole frames from {@code in}; what remains is the beginning of another. */
    void read(ByteBuffer in) throws ProtocolException {
        while (frame(in)) {}
    }

    private boolean frame(ByteBuffer in) throws ProtocolException {
        int at = in.position();
        int there = in.remaining();
        if (there < 2) {
            return false;
        }
        int first = in.get(at);
        long length = in.get(at + 1);
        must(length >= 0, "a server masks no frame");
        must((first & 0x70) == 0 || ((first & 0x70) == 0x40 && inflation != null), "nobody asked for an extension");
        int header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (there < header) {
            return false;
        }
        if (header > 2) {
            length = header == 4 ? in.getShort(at + 2) & 0xffff : in.getLong(at + 2);
            must(length >= 0 && length < MAX, "a frame of " + length + " bytes");
        }
        if (there < header + length) {
            return false;
        }
        in.position(at + header + (int) length);
        dispatch(first, in, at + header, (int) length);
        return true;
    }

    private void dispatch(int first, ByteBuffer in, int from, int length) throws ProtocolException {
        int opcode = first & 0xf;
        switch (opcode) {
            case Frames.CLOSE -> sink.close(length < 2 ? 1005 : in.getShort(from) & 0xffff);
            case Frames.PING -> sink.ping(bytes(in, from, length));
            case Frames.PONG -> {}
            case Frames.CONTINUATION, Frames.TEXT, Frames.TEXT + 1 -> data(first, in, from, length);
            default -> throw new ProtocolException("opcode " + opcode);
        }
    }

    private void data(int first, ByteBuffer in, int from, int length) throws ProtocolException {
        boolean last = first < 0;
        boolean begun = fragments.position() > 0;
        if ((first & 0xf) != Frames.CONTINUATION) {
            must(!begun, "a message in the middle of another");
            compressed = (first & 0x40) != 0;
        }
        if (last && !begun) {
            message(in, from, length);
            return;
        }
        if (fragments.remaining() < length) {
            fragments = ByteBuffer.allocate(2 * (fragments.position() + length)).put(fragments.flip());
        }
        fragments.put(in.slice(from, length));
        if (last) {
            message(fragments, 0, fragments.position());
            fragments.clear();
        }
    }

    private void message(ByteBuffer in, int from, int length) throws ProtocolException {
        if (compressed) {
            ByteBuffer whole = inflation.inflate(in, from, length);
            sink.message(whole, 0, whole.position());
        } else {
            sink.message(in, from, length);
        }
    }

    private static byte[] bytes(ByteBuffer in, int from, int length) {
        byte[] bytes = new byte[length];
        in.get(from, bytes);
        return bytes;
    }

    private static void must(boolean expected, String otherwise) throws ProtocolException {
        if (!expected) {
            throw new ProtocolException(otherwise);
        }
    }
}
