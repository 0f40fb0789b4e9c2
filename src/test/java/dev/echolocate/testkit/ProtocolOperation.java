package dev.echolocate.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operation of {@code docs/openapi.yaml}: what may be asked, and what may be answered. Immutable. */
public final class ProtocolOperation {
    private static final ProtocolDocument DOCUMENT = ProtocolDocument.OPENAPI;
    private static final String JSON = "application/json";

    private final String path;
    private final JsonNode operation;

    private ProtocolOperation(String path, JsonNode operation) {
        this.path = path;
        this.operation = operation;
    }

    /**
     * The operation on a path.
     *
     * @param path as it is in the document
     * @param method in any case
     */
    public static ProtocolOperation of(String method, String path) {
        JsonNode operation = DOCUMENT.root().path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            throw new AssertionError("not documented: " + method + " " + path);
        }
        return new ProtocolOperation(path, operation);
    }

    /** The path of a channel or room, under the context path. */
    public String path(String name) {
        return path.replace("{name}", name);
    }

    /** Every example of a body, in the document's order. */
    public List<String> bodies() {
        List<String> bodies = new ArrayList<>();
        operation
                .path("requestBody")
                .path("content")
                .path(JSON)
                .path("examples")
                .forEach(example -> bodies.add(example.path("value").toString()));
        return bodies;
    }

    /** Fails where an answer is not documented; else its JSON, or nothing where it has none. */
    public JsonNode check(Response answer) {
        JsonNode content = response(answer.status()).path("content");
        if (content.isMissingNode()) {
            if (answer.body().length > 0) {
                throw new AssertionError(answer.status() + " with a body: " + answer.text());
            }
            return MissingNode.getInstance();
        }
        String type = type(answer.header("Content-Type"));
        if (!content.has(type)) {
            throw new AssertionError(answer.status() + " may not have the type " + type + ": " + answer.text());
        }
        return type.endsWith("json") ? check(content.path(type), answer.text()) : MissingNode.getInstance();
    }

    /** The status of an answer, which must be documented. */
    public int status(Response answer) {
        check(answer);
        return answer.status();
    }

    /** Fails where the data of an event are not those of a frame; else the frame. */
    public JsonNode check(EventStream.Event event) {
        JsonNode frame = check(response(200).path("content").path(JSON), event.data());
        if (!frame.path("cursor").asText().equals(event.id())) {
            throw new AssertionError("the event's id is not its cursor: " + event);
        }
        return frame;
    }

    private static JsonNode check(JsonNode content, String text) {
        JsonNode json = ProtocolDocument.json(text);
        List<String> complaints = DOCUMENT.complaints(content.path("schema"), json);
        if (!complaints.isEmpty()) {
            throw new AssertionError(json + " is not as documented: " + complaints);
        }
        return json;
    }

    private JsonNode response(int status) {
        JsonNode responses = operation.path("responses");
        String key = Integer.toString(status);
        if (!responses.has(key) && status < 400) {
            throw new AssertionError(status + " is not documented");
        }
        return DOCUMENT.followed(responses.path(responses.has(key) ? key : "default"));
    }

    private static String type(@Nullable String header) {
        return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
