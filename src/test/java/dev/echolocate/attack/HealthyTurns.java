package dev.echolocate.attack;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Server;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@link HealthyClient} does. A session's messages carry their number: a loss, a double or another order is seen. */
final class HealthyTurns {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String LONG = "0123456789".repeat(20_000);

    private final Server server;
    private final String name = "healthy-" + NAMES.incrementAndGet();

    /** One thing to do, again and again. */
    interface Turn {
        void take(int n) throws Exception;

        default void end() throws Exception {}
    }

    /** Makes what a way needs before its first turn. */
    interface Begin {
        Turn begin() throws Exception;
    }

    HealthyTurns(Server server) {
        this.server = server;
    }

    Turn echo() {
        Client client = Client.plain(server, "/echo");
        return turn(client, n -> {
            for (String text : List.of("hi " + n % 10, n + LONG)) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                client.send(Frame.text(text));
                same("echo: " + text, client.next().text());
                int half = bytes.length / 2;
                client.send(Frame.text(text.substring(0, half)).open(), Frame.more(text.substring(half)));
                same("echo: " + text, client.next().text());
            }
        });
    }

    Turn fragments() {
        RawClient client = Handshake.to(server, "/echo?frames=2&prefix=").connect();
        return turn(client, n -> {
            client.send(Frame.text("part " + n));
            same("part " + n, client.readMessage().text());
        });
    }

    Turn pings() {
        RawClient client = Handshake.to(server, "/echo?ping=100&report=0").connect();
        return turn(client, n -> {
            Frame frame = client.read();
            same(Frame.PING, frame.opcode());
            client.send(Frame.of(Frame.PONG, frame.payload()));
        });
    }

    Turn broadcast() {
        FeedClient client = FeedClient.open(server, "/broadcast/" + name);
        return turn(client, n -> {
            client.sendText("news " + n);
            same("news " + n, client.text());
            same(0L, client.lost());
        });
    }

    Turn tracker() {
        FeedClient client = FeedClient.open(server, "/tracker/" + name);
        return turn(client, n -> {
            double lat = n % 80 + 0.5;
            client.send("{\"id\":\"" + name + "\",\"lat\":" + lat + ",\"lon\":7}");
            JsonObject item = client.item();
            while (item.getJsonNumber("lat").doubleValue() != lat) {
                item = client.item();
            }
        });
    }

    Turn chat() {
        FeedClient client = FeedClient.open(server, "/chat/" + name + "?name=Ann" + NAMES.incrementAndGet());
        return turn(client, n -> {
            client.send("{\"text\":\"said " + n + "\"}");
            JsonObject item = client.item();
            while (!item.containsKey("text")) {
                item = client.item();
            }
            same("said " + n, item.getString("text"));
        });
    }

    Turn stream() {
        String feed = "/feeds/broadcast/" + name + "-stream";
        EventStream stream = EventStream.open(server, feed);
        stream.next();
        return turn(stream, n -> {
            post(feed, "{\"text\":\"event " + n + "\"}");
            String data = stream.next().data();
            while (data.contains("\"items\":[]")) {
                data = stream.next().data();
            }
            same(true, data.contains("\"event " + n + "\""));
        });
    }

    void poll(int n) {
        String feed = "/feeds/tracker/" + name + "-poll";
        post(feed, "{\"id\":\"p\",\"lat\":" + n % 90 + ",\"lon\":1}", "Echolocate-Secret: 0123456789abcdef");
        JsonObject item = get(feed).json().getJsonArray("items").getJsonObject(0);
        same(n % 90, item.getInt("lat"));
    }

    void longPoll(int n) {
        String feed = "/feeds/broadcast/" + name + "-wait";
        String since = get(feed).json().getString("cursor");
        post(feed, "{\"text\":\"waited " + n + "\"}");
        Response waited = get(feed + "?wait=9&since=" + since);
        same("waited " + n, waited.json().getJsonArray("items").getJsonObject(0).getString("text"));
    }

    void pages(int n) {
        same(true, get("/").text().contains("<html"));
        same(true, get("/tracker.html").text().contains("<html"));
        same(true, get("/qr?text=" + name + "-" + n % 10).text().contains("<svg"));
        Response decoded = post("/api/frames/decode", "{\"hex\":\"818537fa213d7f9f4d5158\"}");
        same("Hello", decoded.json().getJsonArray("frames").getJsonObject(0).getString("text"));
    }

    void newcomer(int n) {
        try (Client client = Client.plain(server, "/echo")) {
            client.send("new " + n);
            same("echo: new " + n, client.next().text());
        }
    }

    private interface Step {
        void take(int n) throws Exception;
    }

    private static Turn turn(AutoCloseable session, Step step) {
        return new Turn() {
            @Override
            public void take(int n) throws Exception {
                step.take(n);
            }

            @Override
            public void end() throws Exception {
                session.close();
            }
        };
    }

    private Response get(String path) {
        return ok("GET " + path, Http.get(server, path));
    }

    private Response post(String path, String json, String... headers) {
        return ok("POST " + path, Http.post(server, path, json, headers));
    }

    private static Response ok(String what, Response response) {
        if (response.status() != 200) {
            throw new AssertionError(what + " was answered " + response.status() + " " + response.text());
        }
        return response;
    }

    private static void same(Object expected, Object seen) {
        if (!expected.equals(seen)) {
            String text = String.valueOf(seen);
            throw new AssertionError("not " + shown(expected) + " but " + shown(text));
        }
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 60 ? text : text.substring(0, 60) + "... (" + text.length() + ")";
    }
}
