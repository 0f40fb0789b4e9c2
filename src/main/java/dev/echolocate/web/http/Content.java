package dev.echolocate.web.http;

import java.nio.charset.StandardCharsets;

/** The content of an answer (RFC 9110 6.4): its media type, with the charset of a text, and bytes that change no more. */
final class Content {
    final String type;
    final byte[] bytes;

    Content(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    static Content json(String json) {
        return text("application/json;charset=utf-8", json);
    }

    static Content text(String type, String text) {
        return new Content(type, text.getBytes(StandardCharsets.UTF_8));
    }
}
