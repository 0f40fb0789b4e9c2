package dev.echolocate.web;

import dev.echolocate.base.Json;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Opcode;
import dev.echolocate.base.Text;
import dev.echolocate.inspect.Bytes;
import dev.echolocate.inspect.DecodedFrame;
import dev.echolocate.inspect.Fault;
import dev.echolocate.inspect.Field;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Frames as objects for the page. */
final class FrameJson {
    private FrameJson() {}

    /** Adds them, as an array: 4 KiB may have 2,048 of them, of some 600 characters each. */
    static JsonWriter write(List<DecodedFrame> frames, JsonWriter json) {
        json.array("frames");
        frames.forEach(frame -> write(frame, json));
        return json.end();
    }

    private static void write(DecodedFrame frame, JsonWriter json) {
        json.object().member("offset", frame.offset()).member("end", frame.end());
        json.array("fields");
        for (Field field : frame.fields()) {
            json.object()
                    .member("name", lower(field.name()))
                    .member("bit", field.bit())
                    .member("bits", field.bits())
                    .member("value", Long.toUnsignedString(field.value()))
                    .end();
        }
        json.end()
                .member("fin", frame.fin())
                .member("opcode", frame.opcode())
                .member("name", opcode(frame.opcode()))
                .member("masked", frame.masked())
                .member("length", Long.toUnsignedString(frame.length()))
                .member("payload", frame.payload().hex())
                .raw("text", text(frame.payload()))
                .array("faults");
        for (Fault fault : frame.faults()) {
            json.object()
                    .member("rule", lower(fault.rule()))
                    .member("section", fault.rule().section())
                    .member("words", fault.rule().words())
                    .member("offset", fault.offset())
                    .end();
        }
        close(frame.close(), json.end()).end();
    }

    /** Adds what a close frame says; nothing where it is null. */
    static JsonWriter close(DecodedFrame.@Nullable Close close, JsonWriter json) {
        return close == null
                ? json
                : json.object("close")
                        .member("code", close.code())
                        .member("reason", close.reason())
                        .end();
    }

    /** Null where it is not text by itself. */
    private static String text(Bytes bytes) {
        String text = Text.decode(ByteBuffer.wrap(bytes.array()));
        return text == null ? "null" : Json.quote(text);
    }

    static String opcode(int code) {
        Opcode opcode = Opcode.of(code);
        return opcode == null ? "reserved" : lower(opcode);
    }

    static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
