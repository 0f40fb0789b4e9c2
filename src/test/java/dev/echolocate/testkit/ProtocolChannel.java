package dev.echolocate.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A channel of {@code docs/asyncapi.yaml} in one of its dialects: what may be sent there, and what may be told. Immutable. */
public final class ProtocolChannel {
    private static final ProtocolDocument DOCUMENT = ProtocolDocument.ASYNCAPI;

    private final String channel;
    private final String dialect;

    private ProtocolChannel(String channel, String dialect) {
        this.channel = channel;
        this.dialect = dialect;
        if (messages("receive").isEmpty() || messages("send").isEmpty()) {
            throw new AssertionError("not documented: " + this);
        }
    }

    public static ProtocolChannel plain(String channel) {
        return new ProtocolChannel(channel, "plain");
    }

    public static ProtocolChannel feedV1(String channel) {
        return new ProtocolChannel(channel, FeedClient.PROTOCOL);
    }

    /** Any other dialect. */
    public static ProtocolChannel of(String channel, String dialect) {
        return new ProtocolChannel(channel, dialect);
    }

    /** Both dialects of a channel. */
    public static List<ProtocolChannel> both(String channel) {
        return List.of(plain(channel), feedV1(channel));
    }

    /** Every example of a message by that name. */
    public static List<ProtocolExample> examples(String message) {
        JsonNode described = DOCUMENT.at("/components/messages/" + message);
        if (described.isMissingNode()) {
            throw new AssertionError("no such message: " + message);
        }
        List<ProtocolExample> examples = new ArrayList<>();
        for (JsonNode example : described.path("examples")) {
            examples.add(new ProtocolExample(
                    message, example.path("name").asText(), contentType(described), example.path("payload")));
        }
        return examples;
    }

    /** Every example of what a client may send here, in the document's order. */
    public List<ProtocolExample> sent() {
        return messages("receive").stream()
                .flatMap(name -> examples(name).stream())
                .toList();
    }

    /** Whether a text can be wrong here; if not, each is taken as it is. */
    public boolean canBeWrong() {
        return messages("receive").stream()
                .noneMatch(name ->
                        contentType(DOCUMENT.at("/components/messages/" + name)).equals("text/plain"));
    }

    /** The path of a channel or room, under the context path. */
    public String path(String name) {
        String address = DOCUMENT.at("/channels/" + channel + "/address").asText();
        return "/" + address.replaceAll("\\{[a-z]+}", name);
    }

    /** Connects in this dialect. */
    public Client open(Server server, String pathAndQuery) {
        Handshake handshake = Handshake.to(server, pathAndQuery);
        return Client.over(dialect.equals("plain") ? handshake : handshake.protocols(dialect));
    }

    /** Fails where what a server told is not documented here. */
    public void check(Client.Message told) {
        List<String> complaints = new ArrayList<>();
        for (String name : messages("send")) {
            JsonNode described = DOCUMENT.at("/components/messages/" + name);
            List<String> why = complaints(described, told);
            if (why.isEmpty()) {
                return;
            }
            complaints.add(name + ": " + why);
        }
        throw new AssertionError(this + " may not tell " + told.frame() + ": " + complaints);
    }

    /** Takes the next message, checked. */
    public Client.Message next(Client client) {
        Client.Message told = client.next();
        check(told);
        return told;
    }

    private static List<String> complaints(JsonNode described, Client.Message told) {
        String type = contentType(described);
        if (told.isText() == type.equals("application/octet-stream")) {
            return List.of("is " + type);
        }
        if (!type.equals("application/json")) {
            return List.of();
        }
        return DOCUMENT.complaints(described.path("payload"), ProtocolDocument.json(told.text()));
    }

    private static String contentType(JsonNode described) {
        String common = DOCUMENT.at("/defaultContentType").asText();
        return described.path("contentType").asText(common);
    }

    /** The names of messages. */
    private List<String> messages(String action) {
        List<String> names = new ArrayList<>();
        for (JsonNode operation : DOCUMENT.root().path("operations")) {
            if (operation.path("action").asText().equals(action)
                    && operation.path("x-dialect").asText().equals(dialect)
                    && operation.at("/channel/$ref").asText().equals("#/channels/" + channel)) {
                for (JsonNode message : operation.path("messages")) {
                    String reference = message.path("$ref").asText();
                    names.add(reference.substring(reference.lastIndexOf('/') + 1));
                }
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return channel + " (" + dialect + ")";
    }
}
