package dev.echolocate.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The content of an answer (RFC 9110 6.4): its media type, with the charset of a text, and bytes that change no more; and what is said
 * of it beside that.
 */
final class Content {
    final int status;
    final String type;
    final byte[] bytes;
    final Map<String, String> headers;

    private Content(int status, String type, byte[] bytes, Map<String, String> headers) {
        this.status = status;
        this.type = type;
        this.bytes = bytes;
        this.headers = headers;
    }

    Content(String type, byte[] bytes) {
        this(200, type, bytes, Map.of());
    }

    static Content json(String json) {
        return text("application/json;charset=utf-8", json);
    }

    static Content text(String type, String text) {
        return new Content(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** That there is none: 204, or 304. */
    static Content none(int status, Map<String, String> headers) {
        return new Content(status, "", new byte[0], headers);
    }

    /** The same with headers, such as its encoding. */
    Content with(Map<String, String> more) {
        return new Content(status, type, bytes, more);
    }

    boolean isNone() {
        return status != 200;
    }
}
