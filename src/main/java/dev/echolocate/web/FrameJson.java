package dev.echolocate.web;

import dev.echolocate.base.Json;
import dev.echolocate.base.Opcode;
import dev.echolocate.base.Text;
import dev.echolocate.inspect.Bytes;
import dev.echolocate.inspect.DecodedFrame;
import dev.echolocate.inspect.Fault;
import dev.echolocate.inspect.Field;
import dev.echolocate.inspect.Rule;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A frame as an object for the page. Written out by hand: 4 KiB have 2,048 frames of some 600 characters, and as objects of
 * a JSON library each costs several times as much.
 */
final class FrameJson {
    /** What is the same of each fault of a rule. */
    private static final Map<Rule, String> RULES = new EnumMap<>(Rule.class);

    static {
        for (Rule rule : Rule.values()) {
            RULES.put(
                    rule,
                    "{\"rule\":\"" + lower(rule) + "\",\"section\":" + Json.quote(rule.section()) + ",\"words\":"
                            + Json.quote(rule.words()) + ",\"offset\":");
        }
    }

    private static final Map<Field.Name, String> FIELDS = new EnumMap<>(Field.Name.class);

    static {
        for (Field.Name name : Field.Name.values()) {
            FIELDS.put(name, "{\"name\":\"" + lower(name) + "\",\"bit\":");
        }
    }

    private FrameJson() {}

    /** An array of them. */
    static void write(List<DecodedFrame> frames, StringBuilder json) {
        json.append('[');
        for (DecodedFrame frame : frames) {
            separate(json);
            write(frame, json);
        }
        json.append(']');
    }

    private static void write(DecodedFrame frame, StringBuilder json) {
        json.append("{\"offset\":").append(frame.offset());
        json.append(",\"end\":").append(frame.end());
        fields(frame.fields(), json.append(",\"fields\":["));
        json.append("],\"fin\":").append(frame.fin());
        json.append(",\"opcode\":").append(frame.opcode());
        json.append(",\"name\":\"").append(opcode(frame.opcode()));
        json.append("\",\"masked\":").append(frame.masked());
        json.append(",\"length\":\"").append(Long.toUnsignedString(frame.length()));
        json.append("\",\"payload\":\"").append(frame.payload().hex());
        json.append("\",\"text\":").append(text(frame.payload()));
        faults(frame.faults(), json.append(",\"faults\":["));
        json.append(']');
        DecodedFrame.Close close = frame.close();
        if (close != null) {
            json.append(",\"close\":").append(close(close));
        }
        json.append('}');
    }

    private static void fields(List<Field> fields, StringBuilder json) {
        for (Field field : fields) {
            separate(json);
            json.append(FIELDS.get(field.name())).append(field.bit());
            json.append(",\"bits\":").append(field.bits());
            json.append(",\"value\":\"").append(Long.toUnsignedString(field.value()));
            json.append("\"}");
        }
    }

    private static void faults(List<Fault> faults, StringBuilder json) {
        for (Fault fault : faults) {
            separate(json);
            json.append(RULES.get(fault.rule())).append(fault.offset()).append('}');
        }
    }

    /** Between two of an array. */
    private static void separate(StringBuilder json) {
        if (json.charAt(json.length() - 1) != '[') {
            json.append(',');
        }
    }

    private static String close(DecodedFrame.Close close) {
        return "{\"code\":" + close.code() + ",\"reason\":" + Json.quote(close.reason()) + "}";
    }

    /** Null where it is not text by itself. */
    private static String text(Bytes bytes) {
        if (bytes.size() == 0) {
            return "\"\"";
        }
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
