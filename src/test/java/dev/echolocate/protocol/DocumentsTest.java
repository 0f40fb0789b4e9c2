package dev.echolocate.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Query;
import dev.echolocate.echo.EchoOptions;
import dev.echolocate.testkit.ProtocolDocument;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents of the protocol are what they say they are: AsyncAPI 3.0, OpenAPI 3.1 and JSON Schema. */
class DocumentsTest {
    private static final ProtocolDocument ASYNCAPI = ProtocolDocument.ASYNCAPI;
    private static final ProtocolDocument OPENAPI = ProtocolDocument.OPENAPI;

    static Stream<ProtocolDocument> documents() {
        return Stream.of(ASYNCAPI, OPENAPI, ProtocolDocument.SCHEMAS);
    }

    @Test
    void asyncApiIsValid() {
        assertEquals(List.of(), Validity.ofAsyncApi(ASYNCAPI.root()));
    }

    @Test
    void openApiIsValid() {
        assertEquals(List.of(), Validity.ofOpenApi(OPENAPI.root()));
    }

    @Test
    void schemasAreValid() {
        for (JsonNode schema : ProtocolDocument.SCHEMAS.root()) {
            assertEquals(List.of(), Validity.ofSharedSchema(schema), schema::toString);
        }
        ASYNCAPI.root()
                .path("components")
                .path("messages")
                .forEach(message -> assertEquals(List.of(), Validity.ofAsyncApiSchema(message.path("payload"))));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyReferenceLeadsSomewhere(ProtocolDocument document) {
        document.root().findParents("$ref").forEach(document::followed);
    }

    /** A validator that finds nothing wrong anywhere would pass, too. */
    @ParameterizedTest
    @MethodSource
    void aWrongAsyncApiIsFound(String pointer, String member, String value) {
        assertNotEquals(List.of(), Validity.ofAsyncApi(spoiled(ASYNCAPI, pointer, member, value)));
    }

    static Stream<String[]> aWrongAsyncApiIsFound() {
        return Stream.of(
                new String[] {"", "info", null},
                new String[] {"", "asyncapi", "2.9.9"},
                new String[] {"/info", "title", null},
                new String[] {"/channels/echo", "adress", "echo"},
                new String[] {"/operations/hear", "action", "push"},
                new String[] {"/operations/hear/channel", "$ref", "#/channels/nowhere"},
                new String[] {"/operations/hear/messages/0", "$ref", "#/channels/echo/messages/nothing"},
                new String[] {"/components/messages/text", "contenttype", "text/plain"});
    }

    @ParameterizedTest
    @MethodSource
    void aWrongOpenApiIsFound(String pointer, String member, String value) {
        assertNotEquals(List.of(), Validity.ofOpenApi(spoiled(OPENAPI, pointer, member, value)));
    }

    static Stream<String[]> aWrongOpenApiIsFound() {
        return Stream.of(
                new String[] {"", "info", null},
                new String[] {"", "openapi", "2.0"},
                new String[] {"/paths/~1qr/get", "respnses", "none"},
                new String[] {"/components/parameters/wait", "in", "body"},
                new String[] {"/components/parameters/name", "required", null},
                new String[] {"/components/parameters/since/schema", "type", "text"});
    }

    @Test
    void aWrongSchemaIsFound() {
        assertNotEquals(List.of(), Validity.ofSharedSchema(ProtocolDocument.json("{\"type\":\"text\"}")));
        assertNotEquals(List.of(), Validity.ofSharedSchema(ProtocolDocument.json("{\"requird\":[\"id\"]}")));
        assertNotEquals(
                List.of(), Validity.ofSharedSchema(ProtocolDocument.json("{\"properties\":{\"a\":{\"maximun\":1}}}")));
        assertNotEquals(
                List.of(),
                Validity.ofSharedSchema(ProtocolDocument.json("{\"$ref\":\"#/A\",\"type\":\"string\"}")),
                "draft 7 would not see the type");
    }

    @Test
    void everyCloseCodeIsThere() throws IllegalAccessException {
        Set<String> codes = new TreeSet<>();
        for (var field : CloseCode.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                codes.add(Integer.toString(field.getInt(null)));
            }
        }
        assertEquals(codes, members(ASYNCAPI.root().path("x-close-codes")));
    }

    @Test
    void theRangesOfTheEchoAreWhatItTakes() {
        Map<String, String> needed = Map.of("report", "ping=100&", "after", "close=1000&");
        int checked = 0;
        for (var option :
                ASYNCAPI.at("/channels/echo/bindings/ws/query/properties").properties()) {
            JsonNode schema = option.getValue();
            if (schema.path("type").asText().equals("integer")) {
                int least = schema.path("minimum").intValue();
                int most = schema.path("maximum").intValue();
                String query = needed.getOrDefault(option.getKey(), "") + option.getKey() + "=";
                assertNull(EchoOptions.refusal(Query.of(query + least)), query + least);
                assertNull(EchoOptions.refusal(Query.of(query + most)), query + most);
                assertNotNull(EchoOptions.refusal(Query.of(query + (least - 1))), query + (least - 1));
                assertNotNull(EchoOptions.refusal(Query.of(query + (most + 1))), query + (most + 1));
                checked++;
            }
        }
        assertEquals(9, checked);
    }

    @Test
    void everyErrorCodeIsThereAndExplained() throws Exception {
        Set<String> documented = new TreeSet<>();
        for (String group : List.of("MessageErrorCode", "RequestErrorCode")) {
            JsonNode codes = ProtocolDocument.SCHEMAS.at("/" + group);
            for (JsonNode code : codes.path("enum")) {
                documented.add(code.asText());
                assertTrue(
                        codes.path("description").asText().contains("`" + code.asText() + "`"),
                        code + " is not explained");
            }
        }
        List<String> missing = new ArrayList<>(ErrorCodes.inTheSources());
        assertTrue(
                missing.containsAll(List.of("bad_json", "id_taken", "too_many_ids", "unknown_host")),
                missing::toString);
        missing.removeAll(documented);
        assertEquals(List.of(), missing, "not in docs/schemas.yaml");
    }

    private static JsonNode spoiled(ProtocolDocument document, String pointer, String member, String value) {
        JsonNode copy = document.root().deepCopy();
        ObjectNode at = (ObjectNode) copy.at(pointer);
        if (value == null) {
            at.remove(member);
        } else {
            at.put(member, value);
        }
        return copy;
    }

    private static Set<String> members(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Of a document that says the same twice, only one would count. */
    @Test
    void nothingIsSaidTwice() {
        assertThrows(AssertionError.class, () -> ProtocolDocument.yaml("a: 1\na: 2\n"));
    }
}
