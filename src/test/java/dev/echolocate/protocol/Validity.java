package dev.echolocate.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.apicurio.datamodels.Library;
import io.apicurio.datamodels.TraverserDirection;
import io.apicurio.datamodels.models.Document;
import io.apicurio.datamodels.models.Node;
import io.apicurio.datamodels.models.visitors.AllNodeVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with a document, in words; nothing where nothing is. */
final class Validity {
    /** OpenAPI's own JSON Schema, with the dialect of its schemas. It is on the class path of the tests. */
    private static final SchemaLocation OPENAPI =
            SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2025-09-15");

    private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";
    private static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(
                    ids -> ids.mapPrefix("https://spec.openapis.org/oas/", "classpath:openapi/")));

    /** Members of AsyncAPI 3.0 that Apicurio doesn't know: its sections "Message Example Object" and "Schema Object". */
    private static final Set<String> ALSO_KNOWN =
            Set.of("AsyncApi30MessageExampleImpl payload", "AsyncApi30SchemaImpl contentEncoding");

    /** The keywords of JSON Schema that mean the same in draft 7 and in 2020-12, as far as they are used. */
    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "description",
            "type",
            "const",
            "enum",
            "default",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "contentEncoding",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "additionalProperties",
            "maxProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "not");

    private Validity() {}

    /** The rules of AsyncAPI 3.0, as far as Apicurio knows them, and that it knows each member. */
    static List<String> ofAsyncApi(JsonNode root) {
        List<String> complaints = new ArrayList<>();
        if (!root.path("asyncapi").asText().startsWith("3.0.")) {
            return List.of("not AsyncAPI 3.0");
        }
        for (String needed : List.of("/info/title", "/info/version")) {
            if (!root.at(needed).isTextual()) {
                complaints.add(needed + " is missing");
            }
        }
        Document document = Library.readDocument((ObjectNode) root.deepCopy());
        Library.validate(document, null)
                .forEach(problem -> complaints.add(problem.errorCode + " " + problem.nodePath + " " + problem.message));
        Library.visitTree(
                document,
                new AllNodeVisitor() {
                    @Override
                    protected void visitNode(Node node) {
                        for (String name : node.getExtraPropertyNames()) {
                            String member = node.getClass().getSimpleName() + " " + name;
                            if (!ALSO_KNOWN.contains(member)) {
                                complaints.add("no such member: " + member);
                            }
                        }
                    }
                },
                TraverserDirection.down);
        return complaints;
    }

    /** OpenAPI 3.1 as its own JSON Schema has it, and with it its schemas. */
    static List<String> ofOpenApi(JsonNode root) {
        List<String> complaints = new ArrayList<>();
        REGISTRY.getSchema(OPENAPI).validate(root).forEach(error -> complaints.add(error.toString()));
        return complaints;
    }

    /** Of a schema that both documents use: right in both drafts. */
    static List<String> ofSharedSchema(JsonNode schema) {
        List<String> complaints = new ArrayList<>(ofSchema(schema, DRAFT_7));
        complaints.addAll(ofSchema(schema, DRAFT_2020_12));
        return complaints;
    }

    /** Of a schema of AsyncAPI. */
    static List<String> ofAsyncApiSchema(JsonNode schema) {
        return ofSchema(schema, DRAFT_7);
    }

    /** None of the keywords may be misspelt, either: an unknown one would say nothing at all. */
    private static List<String> ofSchema(JsonNode schema, String draft) {
        List<String> complaints = new ArrayList<>();
        REGISTRY.getSchema(SchemaLocation.of(draft))
                .validate(schema)
                .forEach(error -> complaints.add(error.toString()));
        keywords(schema, complaints);
        return complaints;
    }

    private static void keywords(JsonNode schema, List<String> complaints) {
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            if (!KEYWORDS.contains(member.getKey())) {
                complaints.add("no keyword: " + member.getKey());
            }
            switch (member.getKey()) {
                case "properties" -> member.getValue().forEach(one -> keywords(one, complaints));
                case "items", "not", "additionalProperties", "allOf", "anyOf", "oneOf" -> {
                    if (member.getValue().isArray()) {
                        member.getValue().forEach(one -> keywords(one, complaints));
                    } else {
                        keywords(member.getValue(), complaints);
                    }
                }
                default -> {}
            }
        }
        if (schema.has("$ref") && schema.size() > 1) {
            complaints.add("draft 7 sees nothing beside a $ref");
        }
    }
}
