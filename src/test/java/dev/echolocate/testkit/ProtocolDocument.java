package dev.echolocate.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A document of the protocol, for programs: {@code docs/asyncapi.yaml} or {@code docs/openapi.yaml}, with the schemas that
 * both share, {@code docs/schemas.yaml}. Immutable.
 */
public final class ProtocolDocument {
    /** Nobody is asked for it: both documents find their schemas here. */
    private static final String BASE = "https://docs.invalid/";

    // Before the documents, which need them.
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What AsyncAPI 3.0 takes its schemas for (its section "Schema Object"). */
    public static final ProtocolDocument ASYNCAPI = new ProtocolDocument("asyncapi.yaml", Dialects.getDraft7());

    /** What OpenAPI 3.1 takes its schemas for (its section 4.8.24). */
    public static final ProtocolDocument OPENAPI = new ProtocolDocument("openapi.yaml", Dialects.getDraft202012());

    public static final ProtocolDocument SCHEMAS = new ProtocolDocument("schemas.yaml", Dialects.getDraft202012());

    private final String file;
    private final JsonNode root;
    private final SchemaRegistry schemas;

    private ProtocolDocument(String file, Dialect dialect) {
        this.file = file;
        this.root = yaml(read(file));
        Map<String, String> shared = Map.of(BASE + "schemas.yaml", read("schemas.yaml"));
        // Else there is a warning of each name in the shared file, which is no keyword.
        Dialect quiet = Dialect.builder(dialect)
                .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                .build();
        this.schemas = SchemaRegistry.withDialect(quiet, builder -> builder.schemas(shared));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of("docs", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML text. */
    public static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not YAML: " + e.getMessage(), e);
        }
    }

    /** A JSON text, with nothing behind its end. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    public JsonNode root() {
        return root;
    }

    /** What is at a JSON pointer (RFC 6901), references followed. */
    public JsonNode at(String pointer) {
        return followed(root.at(pointer));
    }

    /** The node itself, or what it refers to. */
    public JsonNode followed(JsonNode node) {
        String reference = node.path("$ref").asText("");
        if (reference.isEmpty()) {
            return node;
        }
        int hash = reference.indexOf('#');
        String other = reference.substring(0, hash);
        ProtocolDocument document = other.isEmpty() || other.equals(file) ? this : SCHEMAS;
        JsonNode found = document.root.at(reference.substring(hash + 1));
        boolean known = other.isEmpty() || other.equals(document.file);
        if (!known || found.isMissingNode()) {
            throw new AssertionError(file + " refers to what is not there: " + reference);
        }
        return document.followed(found);
    }

    /**
     * What is wrong with a value, in words; empty where nothing is.
     *
     * @param schema of this document
     */
    public List<String> complaints(JsonNode schema, JsonNode value) {
        SchemaLocation here = SchemaLocation.of(BASE + file);
        return schemas.getSchema(here, schema).validate(value).stream()
                .map(error -> error.toString())
                .toList();
    }
}
