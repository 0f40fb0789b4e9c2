package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Relay;
import dev.echolocate.testkit.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Clients that stop reading, that are gone at once, and that are cut off for a while. */
class StallsIT extends AttackRows {
    private static final int MESSAGES = 400;

    /** A silence that a test can wait for. */
    @Override
    Map<String, String> settings() {
        return Map.of("silence", "4s", "ping.interval", "1s", "chat.life", "30s", "tracker.life", "30s");
    }

    @Override
    long mayKeep() {
        return 48L << 20;
    }

    @Test
    void readersThatNeverReadHoldNobodyUpWhoDoes(TestInfo row) throws Exception {
        String path = "/broadcast/many";
        attack(row, () -> {
            List<FeedClient> readers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                readers.add(stays(FeedClient.open(attacked(), path)));
            }
            Crowd reading = crowd().join(175, handshake(path)).untilAnswered();
            crowd().joinDeaf(20, handshake(path)).pong();
            FeedClient publisher = stays(FeedClient.open(healthy(), path));
            String filler = "x".repeat(16_000);
            for (int n = 0; n < MESSAGES; n++) {
                publisher.sendText(n + filler);
                // What the publisher hears, all who read have been able to hear.
                assertEquals(n + filler, publisher.text());
                if (n % 20 == 0) {
                    reading.pong();
                }
            }
            for (FeedClient reader : readers) {
                for (int n = 0; n < MESSAGES; n++) {
                    assertEquals(n + filler, reader.text());
                }
                assertEquals(0, reader.lost());
            }
            assertEquals(0, reading.ended(), reading::toString);
        });
    }

    @Test
    void halfOfThousandClientsAreGoneAtOnceAndTheOtherHalfNoticesNothing(TestInfo row) throws Exception {
        String path = "/tracker/half";
        attack(row, () -> {
            FeedClient witness = stays(FeedClient.open(healthy(), path));
            Crowd staying = crowd().join(500, handshake(path)).untilAnswered();
            // As who lives answers a ping each second, however long it takes the others to come in.
            busy(1, () -> {
                staying.pong();
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            });
            Crowd killed = crowd().join(500, handshake(path)).untilAnswered();
            int descriptors = process().descriptors();
            killed.say(Frame.text("[\"half a message\"").open().bytes());
            killed.close();
            Deadline.await(
                    "the killed are gone",
                    Duration.ofSeconds(30),
                    () -> process().descriptors() < descriptors - 450,
                    () -> process().held().toString());
            for (int n = 0; n < 20; n++) {
                witness.send("[\"witness\"," + n + ",1]");
                while (witness.item().getInt("lat") != n) {
                    continue;
                }
            }
            assertEquals(0, staying.ended(), staying::toString);
        });
    }

    @Test
    void whoWasBehindAFrozenRelayMissesNothing(TestInfo row) throws Exception {
        attack(row, () -> {
            Relay relay = stays(new Relay(healthy()));
            FeedClient traveller = FeedClient.open(relay, "/broadcast/tunnel");
            say(0);
            assertEquals("0", traveller.text());
            // A plain id is free once its session is gone: so everybody is told when the server has noticed.
            Client companion = stays(Client.plain(relay, "/tracker/tunnel"));
            companion.send("[\"companion\",1,2]");
            FeedClient watcher = stays(FeedClient.open(healthy(), "/tracker/tunnel"));
            assertEquals("companion", watcher.item().getString("id"));
            relay.freeze();
            say(1);
            while (!watcher.item().getBoolean("left", false)) {
                continue;
            }
            say(2);
            relay.thaw();
            String since = traveller.since("/broadcast/tunnel", null);
            traveller.close();
            try (FeedClient again = FeedClient.over(Handshake.to((Server) relay, since))) {
                say(3);
                assertEquals(List.of("1", "2", "3"), List.of(again.text(), again.text(), again.text()));
                assertEquals(0, again.lost());
                assertEquals(0, again.resets());
            }
        });
    }

    private void say(int n) {
        assertEquals(
                200,
                Http.post(healthy(), "/feeds/broadcast/tunnel", "{\"text\":\"" + n + "\"}")
                        .status());
    }
}
