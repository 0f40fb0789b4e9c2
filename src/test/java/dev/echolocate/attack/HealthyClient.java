package dev.echolocate.attack;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who uses everything, all the time, and must notice nothing of what others do: each way on a thread of its own,
 * with a session that stays or with a connection for each turn. What is refused, lost, wrong or too late is noted in words,
 * and the way begins anew.
 */
final class HealthyClient implements AutoCloseable {
    /** Between two turns of one way: a person's haste, not a benchmark's. */
    private static final long PAUSE_MILLIS = 40;

    private static final Duration ROUND = Duration.ofSeconds(120);
    private static final int MAX_FAILURES = 20;
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String LONG = "0123456789".repeat(20_000);

    private final Server server;
    private final String name = "healthy-" + NAMES.incrementAndGet();
    private final List<Way> ways = new ArrayList<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopped;

    /** One thing to do, again and again. */
    private interface Turn {
        void take(int n) throws Exception;

        default void end() throws Exception {}
    }

    /** Makes what a way needs before its first turn. */
    private interface Begin {
        Turn begin() throws Exception;
    }

    /** Nanoseconds of the turns since the last {@link #clear}, and how many there were in all. */
    private static final class Way {
        final String what;
        final Thread thread;
        final AtomicLong turns = new AtomicLong();
        final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

        Way(String what, java.util.function.Consumer<Way> run) {
            this.what = what;
            this.thread = new Thread(() -> run.accept(this), "healthy " + what);
        }

        double millis(double share) {
            List<Long> sorted;
            synchronized (nanos) {
                sorted = nanos.stream().sorted().toList();
            }
            return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
        }
    }

    /** Begins at once, as a client that comes from where {@code server} says. */
    HealthyClient(Server server) {
        this.server = server;
        way("echo", this::echo);
        way("echo in fragments", this::fragments);
        way("echo with pings", this::pings);
        way("broadcast", this::broadcast);
        way("tracker", this::tracker);
        way("chat", this::chat);
        way("event stream", this::stream);
        way("polls", () -> this::poll);
        way("long polls", () -> this::longPoll);
        way("pages", () -> this::pages);
        way("newcomers", () -> this::newcomer);
        ways.forEach(way -> way.thread.start());
    }

    private void way(String what, Begin begin) {
        ways.add(new Way(what, way -> run(way, begin)));
    }

    private void run(Way way, Begin begin) {
        Turn turn = null;
        for (int n = 0; !stopped; n++) {
            try {
                turn = turn == null ? begin.begin() : turn;
                long start = System.nanoTime();
                turn.take(n);
                way.nanos.add(System.nanoTime() - start);
                way.turns.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            } catch (Exception | AssertionError e) {
                failed(way.what, e);
                end(turn);
                turn = null;
            }
        }
        end(turn);
    }

    private void failed(String what, Throwable e) {
        if (failures.size() < MAX_FAILURES) {
            Throwable cause = e.getCause();
            failures.add(what + ": " + e.getMessage() + (cause == null ? "" : ", since " + cause));
        }
    }

    private static void end(Turn turn) {
        try {
            if (turn != null) {
                turn.end();
            }
        } catch (Exception | AssertionError gone) {
            return;
        }
    }

    // What it does. A session's messages carry their number: a loss, a double or another order is seen.

    private Turn echo() {
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

    private Turn fragments() {
        RawClient client = Handshake.to(server, "/echo?frames=2&prefix=").connect();
        return turn(client, n -> {
            client.send(Frame.text("part " + n));
            same("part " + n, client.readMessage().text());
        });
    }

    private Turn pings() {
        RawClient client = Handshake.to(server, "/echo?ping=100&report=0").connect();
        return turn(client, n -> {
            Frame frame = client.read();
            same(Frame.PING, frame.opcode());
            client.send(Frame.of(Frame.PONG, frame.payload()));
        });
    }

    private Turn broadcast() {
        FeedClient client = FeedClient.open(server, "/broadcast/" + name);
        return turn(client, n -> {
            client.sendText("news " + n);
            same("news " + n, client.text());
            same(0L, client.lost());
        });
    }

    private Turn tracker() {
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

    private Turn chat() {
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

    private Turn stream() {
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

    private void poll(int n) {
        String feed = "/feeds/tracker/" + name + "-poll";
        post(feed, "{\"id\":\"p\",\"lat\":" + n % 90 + ",\"lon\":1}", "Echolocate-Secret: 0123456789abcdef");
        JsonObject item = get(feed).json().getJsonArray("items").getJsonObject(0);
        same(n % 90, item.getInt("lat"));
    }

    private void longPoll(int n) {
        String feed = "/feeds/broadcast/" + name + "-wait";
        String since = get(feed).json().getString("cursor");
        post(feed, "{\"text\":\"waited " + n + "\"}");
        Response waited = get(feed + "?wait=9&since=" + since);
        same("waited " + n, waited.json().getJsonArray("items").getJsonObject(0).getString("text"));
    }

    private void pages(int n) {
        same(true, get("/").text().contains("<html"));
        same(true, get("/tracker.html").text().contains("<html"));
        same(true, get("/qr?text=" + name + "-" + n % 10).text().contains("<svg"));
        Response decoded = post("/api/frames/decode", "{\"hex\":\"818537fa213d7f9f4d5158\"}");
        same("Hello", decoded.json().getJsonArray("frames").getJsonObject(0).getString("text"));
    }

    private void newcomer(int n) {
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

    // What came of it.

    /** Waits until each way has gone so many more turns, or something has failed. */
    void turns(int more) {
        long[] goals = ways.stream().mapToLong(way -> way.turns.get() + more).toArray();
        Deadline.await(
                "everything was done " + more + " times", ROUND, () -> reached(goals) || hasFailed(), this::told);
    }

    private boolean reached(long[] goals) {
        for (int i = 0; i < goals.length; i++) {
            if (ways.get(i).turns.get() < goals[i]) {
                return false;
            }
        }
        return true;
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    /** What was refused, lost, wrong or too late. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** From here on latencies are counted anew. */
    void clear() {
        ways.forEach(way -> way.nanos.clear());
    }

    /** The slowest hundredth of each way's turns begins here, in milliseconds, in the order of the ways. */
    List<Double> p99() {
        return ways.stream().map(way -> way.millis(0.99)).toList();
    }

    List<String> ways() {
        return ways.stream().map(way -> way.what).toList();
    }

    /** Turns, p50 and p99 of each way, in milliseconds. */
    String told() {
        StringBuilder told = new StringBuilder();
        for (Way way : ways) {
            told.append(String.format(
                    "  %-18s %6d turns, p50 %7.1f ms, p99 %7.1f ms%n",
                    way.what, way.turns.get(), way.millis(0.5), way.millis(0.99)));
        }
        failures().forEach(failure -> told.append("  FAILED ").append(failure).append('\n'));
        return told.toString();
    }

    /** Ends its sessions as one should; what fails from here on is its own doing. */
    @Override
    public void close() {
        stopped = true;
        for (Way way : ways) {
            try {
                way.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
