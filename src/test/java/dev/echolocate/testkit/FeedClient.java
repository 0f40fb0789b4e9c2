package dev.echolocate.testkit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Speaks {@code feed.v1}: keeps the cursor, takes the frames apart into items. For one thread. */
public final class FeedClient implements AutoCloseable {
    public static final String PROTOCOL = "feed.v1";

    private final Client client;
    private final JsonObject first;
    private final Deque<JsonObject> items = new ArrayDeque<>();
    private String cursor = "";
    private long lost;
    private int resets;

    private FeedClient(Client client) {
        this.client = client;
        if (!PROTOCOL.equals(client.protocol())) {
            throw new AssertionError("the server did not take " + PROTOCOL + " but " + client.protocol());
        }
        first = take();
    }

    /** Connects, and waits for the first frame. */
    public static FeedClient open(Server server, String path) {
        return over(Handshake.to(server, path));
    }

    /** As above, with a handshake of one's own. */
    public static FeedClient over(Handshake handshake) {
        return new FeedClient(Client.over(handshake.protocols(PROTOCOL)));
    }

    /** The first frame. */
    public JsonObject first() {
        return first;
    }

    /** The newest cursor. */
    public String cursor() {
        return cursor;
    }

    /** The sum of all gaps told so far. */
    public long lost() {
        return lost;
    }

    /** How many frames said {@code reset}. */
    public int resets() {
        return resets;
    }

    /** From the first frame: the id to use, where one chooses none. */
    public String id() {
        return you().getString("id");
    }

    /** From the first frame: what proves one's ids. */
    public String secret() {
        return you().getString("secret");
    }

    private JsonObject you() {
        JsonObject you = first.getJsonObject("you");
        if (you == null) {
            throw new AssertionError("the first frame does not say who one is: " + first);
        }
        return you;
    }

    /** Reads on to the next item. An error frame on the way fails the test. */
    public JsonObject item() {
        while (items.isEmpty()) {
            take();
        }
        return items.remove();
    }

    /** Items that have arrived in frames already taken. */
    public int waitingItems() {
        return items.size();
    }

    /** The {@code text} of the next item. */
    public String text() {
        return item().getString("text");
    }

    /** The bytes of the next item. */
    public byte[] binary() {
        return Base64.getDecoder().decode(item().getString("binary"));
    }

    /** The {@code error} of the next frame, which must be one; items before it are kept. */
    public JsonObject error() {
        while (true) {
            JsonObject frame = client.next().object();
            JsonObject error = frame.getJsonObject("error");
            if (error != null) {
                return error;
            }
            keep(frame);
        }
    }

    /** The next frame, taken apart. */
    public JsonObject take() {
        JsonObject frame = client.next().object();
        if (frame.containsKey("error")) {
            throw new AssertionError("an error where a frame of items was expected: " + frame);
        }
        keep(frame);
        return frame;
    }

    private void keep(JsonObject frame) {
        cursor = frame.getString("cursor");
        JsonValue gap = frame.get("gap");
        lost += gap == null ? 0 : frame.getJsonNumber("gap").longValue();
        resets += frame.getBoolean("reset", false) ? 1 : 0;
        frame.getJsonArray("items").forEach(item -> items.add(item.asJsonObject()));
    }

    public void sendText(String text) {
        client.send(Json.createObjectBuilder().add("text", text).build());
    }

    public void sendBinary(byte[] bytes) {
        client.send(Json.createObjectBuilder()
                .add("binary", Base64.getEncoder().encodeToString(bytes))
                .build());
    }

    /** Anything, right or wrong. */
    public void send(String json) {
        client.send(json);
    }

    public Client client() {
        return client;
    }

    /** Where a session that resumes here would go. */
    public String since(String path, @Nullable String secret) {
        return path + "?since=" + cursor + (secret == null ? "" : "&secret=" + secret);
    }

    @Override
    public void close() {
        client.close();
    }
}
