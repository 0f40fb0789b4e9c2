package dev.echolocate.inspect;

import dev.echolocate.base.CloseCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames among bytes of one direction (RFC 6455 5.2), and what is wrong with them. A fault does not end the
 * reading, as it would a connection, unless nobody could tell where the next frame begins.
 */
public final class FrameDecoder {
    private static final int MAX_CONTROL = 125;

    /** Stands for a close frame without a code; never sent (RFC 6455 7.1.5). */
    private static final int NO_CODE = 1005;

    private final ByteBuffer in;
    private final MessageRules message;

    /** Whether nothing follows the bytes. */
    private final boolean end;

    // Of the frame that is being read.
    private List<Field> fields = new ArrayList<>();
    private List<Fault> faults = new ArrayList<>();

    private FrameDecoder(byte[] bytes, MessageRules message, boolean end) {
        in = ByteBuffer.wrap(bytes);
        this.message = message;
        this.end = end;
    }

    /** All frames; the last may be unfinished. */
    public static List<DecodedFrame> decode(byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder(bytes, MessageRules.ofOneSide(), true);
        List<DecodedFrame> frames = new ArrayList<>();
        while (decoder.in.hasRemaining()) {
            frames.add(decoder.frame());
        }
        return frames;
    }

    /**
     * The frame that some bytes are, at least one.
     *
     * @param message of the frames before
     */
    static DecodedFrame decode(byte[] bytes, MessageRules message) {
        return new FrameDecoder(bytes, message, false).frame();
    }

    private DecodedFrame frame() {
        fields = new ArrayList<>();
        faults = new ArrayList<>();
        int offset = in.position();
        int first = in.get() & 0xFF;
        boolean fin = first >>> 7 == 1;
        int opcode = first & 0xF;
        bit(Field.Name.FIN, offset, 0, first);
        bit(Field.Name.RSV1, offset, 1, first);
        bit(Field.Name.RSV2, offset, 2, first);
        bit(Field.Name.RSV3, offset, 3, first);
        fields.add(new Field(Field.Name.OPCODE, 8 * offset + 4, 4, opcode));
        judgeFirst(offset, first);
        if (!in.hasRemaining()) {
            return unfinished(offset, fin, opcode, false, 0);
        }
        int second = in.get() & 0xFF;
        boolean masked = second >>> 7 == 1;
        bit(Field.Name.MASK, offset + 1, 0, second);
        fields.add(new Field(Field.Name.LENGTH, 8 * offset + 9, 7, second & 0x7F));
        if (!message.mask(masked)) {
            faults.add(new Fault(Rule.MASK, offset + 1));
        }
        int wide = second & 0x7F;
        int lengthBytes = wide == WireFrame.LENGTH_16 ? 2 : wide == WireFrame.LENGTH_64 ? 8 : 0;
        if (in.remaining() < lengthBytes) {
            return unfinished(offset, fin, opcode, masked, 0);
        }
        long length = length(wide);
        judgeLength(offset, opcode, wide, length);
        byte[] key = masked ? key() : null;
        if (length < 0 || (masked && key == null)) {
            return unfinished(offset, fin, opcode, masked, length);
        }
        byte[] payload = WireFrame.masked(payload(length), key);
        boolean whole = payload.length == length;
        if (!whole) {
            faults.add(new Fault(Rule.UNFINISHED_FRAME, in.limit()));
        }
        DecodedFrame.Close close = whole && opcode == Opcode.CLOSE.code() ? close(payload) : null;
        message.frame(fin, first >>> 4 & 7, opcode, whole, in.position() - payload.length, payload, faults);
        if (end && !in.hasRemaining() && whole && message.isOpen()) {
            faults.add(new Fault(Rule.UNFINISHED_MESSAGE, in.limit()));
        }
        return new DecodedFrame(
                offset, in.position(), fields, fin, opcode, masked, length, Bytes.of(payload), close, faults);
    }

    /** Nothing can be told of what follows. */
    private DecodedFrame unfinished(int offset, boolean fin, int opcode, boolean masked, long length) {
        if (length >= 0) {
            faults.add(new Fault(Rule.UNFINISHED_FRAME, in.limit()));
        }
        in.position(in.limit());
        return new DecodedFrame(offset, in.limit(), fields, fin, opcode, masked, length, Bytes.NONE, null, faults);
    }

    private void bit(Field.Name name, int offset, int bit, int value) {
        fields.add(new Field(name, 8 * offset + bit, 1, value >>> (7 - bit) & 1));
    }

    private void judgeFirst(int offset, int first) {
        if ((first >>> 4 & 7) != 0) {
            faults.add(new Fault(Rule.RSV, offset));
        }
        if (Opcode.of(first & 0xF) == null) {
            faults.add(new Fault(Rule.RESERVED_OPCODE, offset));
        } else if (Opcode.controls(first) && first >>> 7 == 0) {
            faults.add(new Fault(Rule.CONTROL_FRAGMENTED, offset));
        }
    }

    private long length(int wide) {
        int at = 8 * in.position();
        if (wide == WireFrame.LENGTH_16) {
            long length = in.getShort() & 0xFFFF;
            fields.add(new Field(Field.Name.LENGTH_16, at, 16, length));
            return length;
        }
        if (wide == WireFrame.LENGTH_64) {
            long length = in.getLong();
            fields.add(new Field(Field.Name.LENGTH_64, at, 64, length));
            return length;
        }
        return wide;
    }

    private void judgeLength(int offset, int opcode, int wide, long length) {
        int at = offset + (wide < WireFrame.LENGTH_16 ? 1 : 2);
        if (length < 0) {
            faults.add(new Fault(Rule.LENGTH_TOO_LARGE, at));
            return;
        }
        boolean minimal = wide < WireFrame.LENGTH_16
                || (wide == WireFrame.LENGTH_16 ? length >= WireFrame.LENGTH_16 : length > 0xFFFF);
        if (!minimal) {
            faults.add(new Fault(Rule.LENGTH_NOT_MINIMAL, at));
        }
        if (Opcode.controls(opcode) && length > MAX_CONTROL) {
            faults.add(new Fault(Rule.CONTROL_TOO_LONG, at));
        }
    }

    /** Null where it is not whole. */
    private byte @Nullable [] key() {
        if (in.remaining() < WireFrame.KEY) {
            return null;
        }
        int at = 8 * in.position();
        byte[] key = new byte[WireFrame.KEY];
        in.get(key);
        fields.add(
                new Field(Field.Name.MASKING_KEY, at, 32, ByteBuffer.wrap(key).getInt() & 0xFFFF_FFFFL));
        return key;
    }

    private byte[] payload(long length) {
        int at = 8 * in.position();
        byte[] payload = new byte[(int) Math.min(length, in.remaining())];
        in.get(payload);
        if (payload.length > 0) {
            fields.add(new Field(Field.Name.PAYLOAD, at, 8 * payload.length, 0));
        }
        return payload;
    }

    private DecodedFrame.Close close(byte[] payload) {
        int start = in.position() - payload.length;
        if (payload.length == 0) {
            return new DecodedFrame.Close(NO_CODE, "");
        }
        if (payload.length == 1) {
            faults.add(new Fault(Rule.CLOSE_PAYLOAD, start));
            return new DecodedFrame.Close(NO_CODE, "");
        }
        int code = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        if (!CloseCode.sendable(code)) {
            faults.add(new Fault(Rule.CLOSE_CODE, start));
        }
        byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
        int bad = new Utf8().check(reason, true);
        if (bad >= 0) {
            faults.add(new Fault(Rule.NOT_UTF8, start + 2 + bad));
        }
        return new DecodedFrame.Close(code, new String(reason, StandardCharsets.UTF_8));
    }
}
