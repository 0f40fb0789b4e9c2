package dev.echolocate.testkit;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A feed, read over one of the four transports. For one thread. */
public abstract class Reading implements AutoCloseable {
    private final Deque<JsonObject> items = new ArrayDeque<>();
    private @Nullable String cursor;
    private long lost;
    private int resets;

    /** The ways to read a feed. */
    public enum By {
        WEBSOCKET,
        SSE,
        LONG_POLL,
        POLL
    }

    private Reading(@Nullable String since) {
        cursor = since;
    }

    /**
     * Begins to read, and takes the first frame.
     *
     * @param feed such as {@code tracker/room}
     * @param since null: from the service's start
     */
    public static Reading open(By by, Server server, String feed, @Nullable String since) {
        Reading reading = switch (by) {
            case WEBSOCKET -> new Socket(server, feed, since);
            case SSE -> new Stream(server, feed, since);
            case LONG_POLL -> new Polls(server, feed, since, "wait=10");
            case POLL -> new Polls(server, feed, since, "");
        };
        if (since == null) {
            reading.take();
        }
        return reading;
    }

    /** Waits for the next frame, and takes it. */
    abstract JsonObject frame();

    /** The next frame, taken apart. */
    public JsonObject take() {
        JsonObject frame = frame();
        cursor = frame.getString("cursor");
        lost += frame.containsKey("gap") ? frame.getJsonNumber("gap").longValue() : 0;
        resets += frame.getBoolean("reset", false) ? 1 : 0;
        frame.getJsonArray("items").forEach(item -> items.add(item.asJsonObject()));
        return frame;
    }

    public JsonObject item() {
        Deadline deadline = Deadline.step();
        while (items.isEmpty()) {
            if (deadline.over()) {
                throw new AssertionError("no item");
            }
            take();
        }
        return items.remove();
    }

    /** Items that have arrived in frames already taken. */
    public int waitingItems() {
        return items.size();
    }

    public String cursor() {
        if (cursor == null) {
            throw new AssertionError("no frame was taken");
        }
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

    @Override
    public void close() {}

    private static JsonObject parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static final class Socket extends Reading {
        private final Client client;

        Socket(Server server, String feed, @Nullable String since) {
            super(since);
            String query = since == null ? "" : "?since=" + since;
            client = Client.over(Handshake.to(server, "/" + feed + query).protocols(FeedClient.PROTOCOL));
        }

        @Override
        JsonObject frame() {
            return client.next().object();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static final class Stream extends Reading {
        private final EventStream stream;

        Stream(Server server, String feed, @Nullable String since) {
            super(since);
            stream = since == null
                    ? EventStream.open(server, "/feeds/" + feed)
                    : EventStream.open(server, "/feeds/" + feed, "Last-Event-ID: " + since);
        }

        @Override
        JsonObject frame() {
            EventStream.Event event = stream.next();
            JsonObject frame = parse(event.data());
            if (!frame.getString("cursor").equals(event.id())) {
                throw new AssertionError("the event's id is not its cursor: " + event);
            }
            return frame;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private static final class Polls extends Reading {
        private final Server server;
        private final String path;
        private @Nullable String since;

        Polls(Server server, String feed, @Nullable String since, String query) {
            super(since);
            this.server = server;
            this.path = "/feeds/" + feed + "?" + query;
            this.since = since;
        }

        @Override
        JsonObject frame() {
            Response response = Http.get(server, path + (since == null ? "" : "&since=" + since));
            if (response.status() != 200) {
                throw new AssertionError(response.status() + " " + response.text());
            }
            JsonObject frame = response.json();
            since = frame.getString("cursor");
            return frame;
        }
    }
}
