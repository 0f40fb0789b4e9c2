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
    private ByteBuffer fragments = ByteBuffer.allocate(0);

    FrameReader(Sink sink) {
        this.sink = sink;
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
        must((first & 0x70) == 0, "nobody asked for an extension");
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
        dispatch(first < 0, first & 0xf, in, at + header, (int) length);
        return true;
    }

    private void dispatch(boolean last, int opcode, ByteBuffer in, int from, int length) throws ProtocolException {
        switch (opcode) {
            case Frames.CLOSE -> sink.close(length < 2 ? 1005 : in.getShort(from) & 0xffff);
            case Frames.PING -> sink.ping(bytes(in, from, length));
            case Frames.PONG -> {}
            case Frames.CONTINUATION, Frames.TEXT, Frames.TEXT + 1 -> data(last, opcode, in, from, length);
            default -> throw new ProtocolException("opcode " + opcode);
        }
    }

    private void data(boolean last, int opcode, ByteBuffer in, int from, int length) throws ProtocolException {
        boolean begun = fragments.position() > 0;
        must(opcode == Frames.CONTINUATION || !begun, "a message in the middle of another");
        if (last && !begun) {
            sink.message(in, from, length);
            return;
        }
        if (fragments.remaining() < length) {
            fragments = ByteBuffer.allocate(2 * (fragments.position() + length)).put(fragments.flip());
        }
        fragments.put(in.slice(from, length));
        if (last) {
            sink.message(fragments, 0, fragments.position());
            fragments.clear();
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
