package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.Opcode;
import dev.echolocate.base.Text;
import dev.echolocate.inspect.Bytes;
import dev.echolocate.inspect.MaskingKey;
import dev.echolocate.inspect.WireFrame;
import dev.echolocate.inspect.WireMessage;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody asks for frames with: bytes to be read, or a message to be written, right or wrong. */
public final class FrameRequest {
    /** Of all frames, and of a payload. */
    public static final int MAX_BYTES = 4096;

    private static final int MAX_FRAGMENTS = 16;
    private static final int MAX_SHORT = 0xFFFF;

    private FrameRequest() {}

    /** Of {@code {"hex"}}. */
    public static byte[] bytes(String body) throws BadMessageException {
        Bytes bytes = Bytes.hex(string(json(body), "hex", null));
        limit(bytes.size(), MAX_BYTES);
        return bytes.array();
    }

    /** Of an object as in {@link #frames}: the bytes of that message. */
    public static byte[] written(String body) throws BadMessageException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (WireFrame frame : frames(json(body), MAX_BYTES, JsonValue.FALSE)) {
            bytes.writeBytes(frame.bytes());
        }
        return bytes.toByteArray();
    }

    /**
     * Of {@code {"opcode", "text"? or "hex"? or "code"? with "reason"?, "rsv"?, "mask"?, "fragments"?}}: the frames of that
     * message. {@code mask} is true, for a fresh key each, or a key in hexadecimal digits.
     *
     * @param most bytes of the payload
     * @param mask where the message says nothing of it
     */
    public static List<WireFrame> frames(JsonObject json, int most, JsonValue mask) throws BadMessageException {
        Bytes payload = payload(json);
        limit(payload.size(), most);
        WireMessage message = new WireMessage(
                number(json, "opcode", Opcode.TEXT.code(), 0, 15),
                number(json, "rsv", 0, 0, 7),
                payload,
                number(json, "fragments", 1, 1, MAX_FRAGMENTS));
        JsonValue wanted = json.getOrDefault("mask", mask);
        Bytes key = key(wanted);
        return message.frames(() -> wanted == JsonValue.TRUE ? MaskingKey.fresh() : key);
    }

    private static JsonObject json(String body) throws BadMessageException {
        return Json.object(Json.parse(body), "an object");
    }

    private static void limit(int bytes, int most) throws BadMessageException {
        if (bytes > most) {
            throw new BadMessageException("too_big", "at most " + most + " bytes");
        }
    }

    private static Bytes payload(JsonObject json) throws BadMessageException {
        if (json.containsKey("code")) {
            int code = number(json, "code", 0, 0, MAX_SHORT);
            ByteArrayOutputStream close = new ByteArrayOutputStream();
            close.write(code >> 8);
            close.write(code);
            close.writeBytes(Bytes.utf8(Text.repair(string(json, "reason", ""))).array());
            return Bytes.of(close.toByteArray());
        }
        return json.containsKey("hex")
                ? Bytes.hex(string(json, "hex", null))
                : Bytes.utf8(Text.repair(string(json, "text", "")));
    }

    private static @Nullable Bytes key(JsonValue mask) throws BadMessageException {
        if (mask instanceof JsonString digits) {
            Bytes key = Bytes.hex(digits.getString());
            if (key.size() == WireFrame.KEY) {
                return key;
            }
        } else if (mask == JsonValue.TRUE || mask == JsonValue.FALSE) {
            return null;
        }
        throw new BadMessageException(
                "bad_message", "mask is true, false, or " + WireFrame.KEY + " bytes in hexadecimal");
    }

    private static String string(JsonObject json, String name, @Nullable String otherwise) throws BadMessageException {
        JsonValue value = json.get(name);
        if (value instanceof JsonString string) {
            return string.getString();
        }
        if (value == null && otherwise != null) {
            return otherwise;
        }
        throw new BadMessageException("bad_message", name + " is a string");
    }

    private static int number(JsonObject json, String name, int otherwise, int min, int max)
            throws BadMessageException {
        JsonValue value = json.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonNumber number) {
            double exact = number.doubleValue();
            if (exact >= min && exact <= max && exact == Math.rint(exact)) {
                return (int) exact;
            }
        }
        throw new BadMessageException("bad_message", name + " is " + min + " to " + max);
    }
}
