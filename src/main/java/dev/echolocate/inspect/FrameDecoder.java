package dev.echolocate.inspect;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.FrameHeader;
import dev.echolocate.base.Opcode;
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
    /** Stands for a close frame without a code; never sent (RFC 6455 7.1.5). */
    private static final int NO_CODE = 1005;

    private final ByteBuffer in;
    private final MessageRules message;

    /** Whether nothing follows the bytes. */
    private final boolean end;

    // Of the frame that is being read.
    private final FrameHeader header = new FrameHeader();
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
        header.clear();
        boolean readable = header.read(in);
        first(offset);
        if (header.have() > 1) {
            second(offset + 1);
        }
        if (!readable || header.length() < 0) {
            return unfinished(offset);
        }
        byte[] payload = payload(header.length());
        boolean whole = payload.length == header.length();
        judge(!whole, Rule.UNFINISHED_FRAME, in.limit());
        int start = in.position() - payload.length;
        DecodedFrame.Close close = whole && header.opcode() == Opcode.CLOSE.code() ? close(payload, start) : null;
        message.frame(header, whole, start, payload, faults);
        judge(end && !in.hasRemaining() && whole && message.isOpen(), Rule.UNFINISHED_MESSAGE, in.limit());
        return decoded(offset, Bytes.of(payload), close);
    }

    /** Nothing can be told of what follows. */
    private DecodedFrame unfinished(int offset) {
        judge(header.length() >= 0, Rule.UNFINISHED_FRAME, in.limit());
        in.position(in.limit());
        return decoded(offset, Bytes.NONE, null);
    }

    private DecodedFrame decoded(int offset, Bytes payload, DecodedFrame.@Nullable Close close) {
        return new DecodedFrame(
                offset,
                in.position(),
                fields,
                header.isFin(),
                header.opcode(),
                header.isMasked(),
                header.length(),
                payload,
                close,
                faults);
    }

    private void field(Field.Name name, int bit, int bits, long value) {
        fields.add(new Field(name, bit, bits, value));
    }

    private void first(int at) {
        field(Field.Name.FIN, 8 * at, 1, header.isFin() ? 1 : 0);
        field(Field.Name.RSV1, 8 * at + 1, 1, header.rsv() >>> 2);
        field(Field.Name.RSV2, 8 * at + 2, 1, header.rsv() >>> 1 & 1);
        field(Field.Name.RSV3, 8 * at + 3, 1, header.rsv() & 1);
        field(Field.Name.OPCODE, 8 * at + 4, 4, header.opcode());
        judge(header.rsv() != 0, Rule.RSV, at);
        judge(header.isReserved(), Rule.RESERVED_OPCODE, at);
        judge(!header.isReserved() && header.isFragmentOfControl(), Rule.CONTROL_FRAGMENTED, at);
    }

    /** MASK, and what follows of the header as far as it has come. */
    private void second(int at) {
        field(Field.Name.MASK, 8 * at, 1, header.isMasked() ? 1 : 0);
        field(Field.Name.LENGTH, 8 * at + 1, 7, header.shortLength());
        judge(!message.mask(header.isMasked()), Rule.MASK, at);
        if (!header.hasLength()) {
            return;
        }
        int extended = header.lengthBytes();
        if (extended > 0) {
            Field.Name name = extended == Short.BYTES ? Field.Name.LENGTH_16 : Field.Name.LENGTH_64;
            field(name, 8 * at + 8, 8 * extended, header.length());
        }
        int last = extended > 0 ? at + 1 : at;
        judge(header.length() < 0, Rule.LENGTH_TOO_LARGE, last);
        judge(!header.isMinimal(), Rule.LENGTH_NOT_MINIMAL, last);
        judge(header.length() >= 0 && header.isTooLongForControl(), Rule.CONTROL_TOO_LONG, last);
        if (header.isMasked() && header.isWhole()) {
            long key = Integer.toUnsignedLong(header.key(0, FrameHeader.KEY));
            field(Field.Name.MASKING_KEY, 8 * (at + 1 + extended), 32, key);
        }
    }

    private void judge(boolean broken, Rule rule, int at) {
        if (broken) {
            faults.add(new Fault(rule, at));
        }
    }

    /** What is there of it, unmasked. */
    private byte[] payload(long length) {
        int at = 8 * in.position();
        byte[] payload = new byte[(int) Math.min(length, in.remaining())];
        in.get(payload);
        if (payload.length > 0) {
            field(Field.Name.PAYLOAD, at, 8 * payload.length, 0);
        }
        for (int i = 0; header.isMasked() && i < payload.length; i++) {
            payload[i] ^= (byte) header.key(i, 1);
        }
        return payload;
    }

    private DecodedFrame.Close close(byte[] payload, int start) {
        if (payload.length < 2) {
            judge(payload.length == 1, Rule.CLOSE_PAYLOAD, start);
            return new DecodedFrame.Close(NO_CODE, "");
        }
        int code = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        judge(!CloseCode.sendable(code), Rule.CLOSE_CODE, start);
        byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
        int bad = new Utf8().check(reason, true);
        judge(bad >= 0, Rule.INCONSISTENT, start + 2 + bad);
        return new DecodedFrame.Close(code, new String(reason, StandardCharsets.UTF_8));
    }
}
