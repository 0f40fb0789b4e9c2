package dev.echolocate.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.echolocate.testkit.ProtocolChannel;
import dev.echolocate.testkit.ProtocolDocument;
import dev.echolocate.testkit.ProtocolExample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example is an example of what it stands beside. */
class ExamplesTest {
    private static final ProtocolDocument ASYNCAPI = ProtocolDocument.ASYNCAPI;
    private static final ProtocolDocument OPENAPI = ProtocolDocument.OPENAPI;

    static Stream<String> messages() {
        List<String> names = new ArrayList<>();
        ASYNCAPI.at("/components/messages").fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void ofAMessage(String message) {
        List<ProtocolExample> examples = ProtocolChannel.examples(message);
        assertFalse(examples.isEmpty(), "none");
        JsonNode schema = ASYNCAPI.root().at("/components/messages/" + message + "/payload");
        for (ProtocolExample example : examples) {
            assertEquals(List.of(), ASYNCAPI.complaints(schema, example.payload()), example::toString);
        }
    }

    @Test
    void ofRequestsAndResponses() {
        List<String> complaints = new ArrayList<>();
        int checked = 0;
        for (JsonNode content : OPENAPI.root().findParents("examples")) {
            JsonNode schema = content.path("schema");
            for (JsonNode example : content.path("examples")) {
                // The components have examples, too, which belong to nothing by themselves.
                if (!schema.isMissingNode()) {
                    checked++;
                    JsonNode value = OPENAPI.followed(example).path("value");
                    complaints.addAll(OPENAPI.complaints(local(schema), value));
                }
            }
        }
        assertEquals(List.of(), complaints);
        assertTrue(checked >= 15, "only " + checked);
    }

    /** A reference within the document itself is followed; those to the shared schemas the validator finds. */
    private static JsonNode local(JsonNode schema) {
        return schema.path("$ref").asText().startsWith("#") ? OPENAPI.followed(schema) : schema;
    }

    /** Both documents say the same of what is the same. */
    @Test
    void theContractsOfBothDocumentsAreOne() {
        for (String schema : List.of("BroadcastFrame", "TrackerFrame", "ChatFrame", "RoomFrame")) {
            String reference = "schemas.yaml#/" + schema;
            assertTrue(ASYNCAPI.root().findValuesAsText("$ref").contains(reference), reference);
            assertTrue(OPENAPI.root().findValuesAsText("$ref").contains(reference), reference);
        }
    }
}
