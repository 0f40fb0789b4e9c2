package dev.echolocate.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/**
 * An example of {@code docs/asyncapi.yaml}.
 *
 * @param message the name of the message
 * @param name the name of the example
 * @param payload bytes as base64
 */
public record ProtocolExample(String message, String name, String contentType, JsonNode payload) {
    public boolean isBinary() {
        return contentType.equals("application/octet-stream");
    }

    /** As it goes into a binary message. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(payload.asText());
    }

    /** As it goes into a text message. */
    public String text() {
        return contentType.equals("text/plain") ? payload.asText() : payload.toString();
    }

    @Override
    public String toString() {
        return message + "/" + name;
    }
}
