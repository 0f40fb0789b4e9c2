package dev.echolocate.base;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** JSON in and out (RFC 8259). Thread-safe. */
public final class Json {
    /** Kept: the look-up of the provider reads the class path each time. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private Json() {}

    /** Reads one JSON value, event by event. */
    public interface Reading<T> {
        /**
         * Reads to the end of the value, or refuses it before.
         *
         * @param parser at the value's first event, which is {@code first}
         */
        T read(JsonParser parser, JsonParser.Event first) throws BadMessageException;
    }

    /** Parses one JSON text, or tells its sender what is wrong with it. */
    public static JsonValue parse(String text) throws BadMessageException {
        return read(text, (parser, first) -> parser.getValue());
    }

    /** As above, without a tree of it: what can be long and is not wanted costs no more than its beginning. */
    public static <T> T read(String text, Reading<T> reading) throws BadMessageException {
        try (JsonParser parser = PROVIDER.createParser(new StringReader(text))) {
            T value = reading.read(parser, parser.next());
            if (parser.hasNext()) {
                throw new BadMessageException("bad_json", "not JSON: something follows after its end");
            }
            return value;
        } catch (JsonParsingException e) {
            throw new BadMessageException(
                    "bad_json",
                    "not JSON: near line " + Math.max(1, e.getLocation().getLineNumber()) + ", column "
                            + Math.max(1, e.getLocation().getColumnNumber()));
        } catch (JsonException | NoSuchElementException | IllegalStateException | NumberFormatException e) {
            throw new BadMessageException("bad_json", "not JSON");
        } catch (RuntimeException e) {
            // Parsson says so of too deep nesting and of numbers that are too long.
            throw new BadMessageException("bad_json", "JSON that is nested too deep, or a number that is too long");
        }
    }

    public static JsonObject object(JsonValue value, String expected) throws BadMessageException {
        if (value.getValueType() != JsonValue.ValueType.OBJECT) {
            throw new BadMessageException("bad_message", expected);
        }
        return value.asJsonObject();
    }

    /** The text as a JSON string, with its quotes. */
    public static String quote(String text) {
        return new JsonWriter(text.length() + 2).value(text).done();
    }

    /** {@code {"error":{"code","message"}}}. */
    public static String error(String code, String message) {
        return error(code, message, null);
    }

    /**
     * {@code {"error":{"code","message","ref"?}}}.
     *
     * @param ref how the sender calls the message that it is about, or null
     */
    public static String error(String code, String message, @Nullable String ref) {
        return error(code, message, ref, null, null);
    }

    /** {@code {"error":{"code","message","ref"?,"now"?,"of"?}}}. */
    public static String error(BadMessageException e) {
        return error(e.code(), e.getMessage(), e.ref(), e.now(), e.of());
    }

    private static String error(
            String code, String message, @Nullable String ref, @Nullable Long now, @Nullable String of) {
        return new JsonWriter()
                .object()
                .object("error")
                .member("code", code)
                .member("message", message)
                .member("ref", ref)
                .member("now", now)
                .member("of", of)
                .done();
    }
}
