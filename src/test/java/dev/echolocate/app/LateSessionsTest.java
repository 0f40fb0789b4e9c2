package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.feed.Engine;
import dev.echolocate.feed.LateEngine;
import dev.echolocate.feed.LateEngine.Mood;
import dev.echolocate.feed.TimedEngine;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Response;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told where the engine is late, says nothing, or fails. */
class LateSessionsTest {
    private static final long PATIENCE_MILLIS = 2_500;

    /** Says that writes failed, as it should. */
    private static final Logger LOG = Logger.getLogger("dev.echolocate.feed.TimedEngine");

    private final AtomicReference<LateEngine> made = new AtomicReference<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final GrizzlyServer server = new GrizzlyServer(Map.of(), this::engine);

    /** With less patience than the server has, for a test that ends sooner. */
    private Engine engine(Engine local) {
        LateEngine late = new LateEngine(local);
        made.set(late);
        return new TimedEngine(
                late, (millis, task) -> timer.schedule(task, millis, TimeUnit.MILLISECONDS), PATIENCE_MILLIS);
    }

    private LateEngine engine() {
        return Objects.requireNonNull(made.get());
    }

    @AfterEach
    void stop() {
        LOG.setLevel(null);
        engine().mood(Mood.LATE);
        server.close();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broadcast/x", "/tracker/x", "/chat/x?name=Ann"})
    void whatIsSaidBeforeASessionIsOpenWaitsInOrder(String path) {
        boolean tracks = path.startsWith("/tracker");
        engine().mood(Mood.HOLDING);
        Client client = Client.plain(server, path);
        for (int i = 0; i < 20; i++) {
            client.send(tracks ? "[" + i + ",1,2]" : "m" + i + ";");
        }
        engine().mood(Mood.LATE);
        for (int i = 0; i < 20; ) {
            i += client.next().text().contains(tracks ? "[" + i + "," : "m" + i + ";") ? 1 : 0;
        }
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broadcast/x", "/tracker/x", "/chat/x?name=Ann"})
    void aSessionWhoseFeedsNeverOpenIsToldToTryAgain(String path) {
        engine().mood(Mood.HOLDING);
        Client client = Client.plain(server, path);
        client.send("early");
        assertEquals(1013, client.closed().closeCode());
        engine().mood(Mood.LATE);
        Deadline.await("what opens after all is closed", () -> server.sessions() == 0 && engine().open() == 0);
    }

    @Test
    void whoIsGoneBeforeItsFeedsAreOpenHoldsNothing() {
        engine().mood(Mood.HOLDING);
        for (int i = 0; i < 10; i++) {
            Client client = Client.plain(server, "/chat/x?name=Ann" + i);
            client.send("early");
            client.reset();
        }
        engine().mood(Mood.LATE);
        Deadline.await("nobody is left", () -> server.sessions() == 0 && engine().open() == 0);
    }

    @ParameterizedTest
    @CsvSource({"broadcast/x,", "chat/x,", "tracker/x,", "broadcast/x,30"})
    void aReadThatCantBeHadIsAnsweredWithWhenToTryAgain(String feed, String wait) {
        engine().mood(Mood.HOLDING);
        Response response = Http.get(server, "/feeds/" + feed + (wait == null ? "" : "?since=-.0&wait=" + wait));
        assertEquals(503, response.status());
        assertEquals("unavailable", response.json().getString("code"));
        assertEquals("2", response.header("Retry-After"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SILENT|broadcast/x|{\"text\":\"hi\"}",
                "SILENT|tracker/x|{\"id\":1,\"lat\":1,\"lon\":2}",
                "SILENT|chat/x?name=Ann|{\"text\":\"hi\"}",
                "FAILING|broadcast/x|{\"text\":\"hi\"}",
                "FAILING|tracker/x|{\"id\":1,\"lat\":1,\"lon\":2}",
                "FAILING|chat/x?name=Ann|{\"text\":\"hi\"}"
            })
    void aWriteOfWhichNothingIsKnownIsToldSoAndIsNotTriedAgain(Mood mood, String feed, String message) {
        LOG.setLevel(Level.OFF);
        try (FeedClient session = FeedClient.open(server, "/" + feed);
                FeedClient watcher = FeedClient.open(server, "/" + feed.replaceFirst("\\?.*", ""))) {
            Deadline.await(
                    "whoever comes in is in",
                    () -> !feed.startsWith("chat") || watcher.item().containsKey("name"));
            engine().mood(mood);
            session.send(message);
            boolean told = false;
            for (int items = 0; !told || items == 0; ) {
                // Which of the two comes first is open.
                String next = session.client().next().text();
                told |= next.contains("\"unknown\"");
                items += next.contains("\"items\":[{") ? 1 : 0;
            }
            watcher.item();
            engine().mood(Mood.LATE);
            session.send(message.replace("hi", "again").replace("\"lat\":1", "\"lat\":3"));
            String after = watcher.item().toString();
            assertEquals(true, after.contains("again") || after.contains("\"lat\":3"), after);
        }
    }

    @Test
    void aPostOfWhichNothingIsKnownSaysSoAndNotToTryAgain() {
        try (FeedClient watcher = FeedClient.open(server, "/broadcast/x")) {
            engine().mood(Mood.SILENT);
            Response response = Http.post(server, "/feeds/broadcast/x", "{\"text\":\"once\"}");
            assertEquals(504, response.status());
            assertEquals("unknown", response.json().getString("code"));
            assertEquals(null, response.header("Retry-After"));
            assertEquals("once", watcher.item().getString("text"), "it was written");
        }
    }

    @ParameterizedTest
    @CsvSource({"/broadcast/x, late", "/tracker/x, '[7,1,2]'", "/chat/x?name=Ann, late"})
    void whatIsBeingWrittenWhenTheServerStopsReachesTheOthers(String path, String message) throws Exception {
        try (Client talker = Client.plain(server, path);
                Client listener = Client.plain(server, path.replace("Ann", "Bob"))) {
            talker.send(message.replace("late", "early").replace('7', '6'));
            heard(talker, message.contains("late") ? "early" : "[6,");
            heard(listener, message.contains("late") ? "early" : "[6,");
            engine().mood(Mood.HOLDING);
            talker.send(message);
            Deadline.await("it is being written", () -> engine().held() == 1);
            Thread stop = new Thread(server::close);
            stop.start();
            Deadline.await("the server stops", () -> Http.get(server, "/health").status() == 503);
            engine().mood(Mood.LATE);
            heard(listener, message.contains("late") ? "late" : "[7,");
            assertEquals(1001, listener.closed().closeCode());
            assertEquals(1001, talker.closed().closeCode());
            stop.join();
        }
    }

    private static void heard(Client client, String what) {
        while (!client.next().text().contains(what)) {
            // Who has come, say.
        }
    }

    @Test
    void whatIsNeverWrittenHoldsUpNoStop() {
        try (Client talker = Client.plain(server, "/broadcast/x")) {
            talker.send("early");
            heard(talker, "early");
            engine().mood(Mood.SILENT);
            talker.send("late");
            heard(talker, "late");
            server.close();
            assertEquals(1001, talker.closed().closeCode());
        }
    }
}
