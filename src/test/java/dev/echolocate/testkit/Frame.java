package dev.echolocate.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One frame as RFC 6455 5.2 draws it, every bit of it free to be wrong.
 *
 * @param rsv the three reserved bits as a number, RSV1 is 4
 * @param mask four bytes, or null for an unmasked frame
 * @param payload as meant, before masking
 */
public record Frame(boolean fin, int rsv, int opcode, byte @Nullable [] mask, byte[] payload) {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** A whole, masked message. */
    public static Frame of(int opcode, byte[] payload) {
        return new Frame(true, 0, opcode, randomMask(), payload);
    }

    public static Frame text(String text) {
        return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame binary(byte... bytes) {
        return of(BINARY, bytes);
    }

    public static Frame more(String text) {
        return of(CONTINUATION, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame more(byte... bytes) {
        return of(CONTINUATION, bytes);
    }

    public static Frame ping(String payload) {
        return of(PING, payload.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame pong(byte... payload) {
        return of(PONG, payload);
    }

    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return of(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** The same, to be continued. */
    public Frame open() {
        return new Frame(false, rsv, opcode, mask, payload);
    }

    public Frame rsv(int bits) {
        return new Frame(fin, bits, opcode, mask, payload);
    }

    public Frame unmasked() {
        return new Frame(fin, rsv, opcode, null, payload);
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Of a close frame; 1005 where it has none (RFC 6455 7.1.5). */
    public int closeCode() {
        return payload.length < 2
                ? 1005
                : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
    }

    public String closeReason() {
        return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** As it goes over the wire. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 14);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte((fin ? 0x80 : 0) | rsv << 4 | opcode);
            int masked = mask == null ? 0 : 0x80;
            if (payload.length < 126) {
                out.writeByte(masked | payload.length);
            } else if (payload.length < 65_536) {
                out.writeByte(masked | 126);
                out.writeShort(payload.length);
            } else {
                out.writeByte(masked | 127);
                out.writeLong(payload.length);
            }
            if (mask != null) {
                out.write(mask);
            }
            out.write(mask == null ? payload : masked(mask));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] masked(byte[] key) {
        byte[] mixed = payload.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] ^= key[i & 3];
        }
        return mixed;
    }

    private static byte[] randomMask() {
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        return mask;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame that
                && fin == that.fin
                && rsv == that.rsv
                && opcode == that.opcode
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload) * 31 + opcode;
    }

    @Override
    public String toString() {
        String head = (fin ? "" : "open ") + (rsv == 0 ? "" : "rsv" + rsv + " ");
        return switch (opcode) {
            case CLOSE -> head + "close " + closeCode() + " " + closeReason();
            case TEXT -> head + "text " + (payload.length > 200 ? payload.length + " bytes" : text());
            default -> head + "opcode " + opcode + ", " + payload.length + " bytes";
        };
    }
}
