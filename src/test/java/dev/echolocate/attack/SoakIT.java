package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand sessions that come, go, stall and die for half an hour ({@code -Dsoak.minutes}), beside a client that notices
 * nothing; afterwards nothing is held. Of many kinds and fates, and at a steady pace: in bursts they would take the
 * processor from that client themselves, not the server.
 */
@Tag("soak")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakIT extends AttackRows {
    private static final int SESSIONS = 1_000;

    /** In each of which one comes, the one that was there for longest goes, and some of the others show that they live. */
    private static final long BEAT_MILLIS = 20;

    /** In one beat: everybody does every two seconds. */
    private static final int LIVE = 10;

    /** Beats between two looks at what the server holds. */
    private static final int CHECKED = 250;

    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));

    private final long seed = Long.getLong("soak.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** What one is, and what it says from time to time. */
    private enum Kind {
        ECHO("/echo", "hello"),
        ECHO_IN_PARTS("/echo?frames=3", "hello again"),
        ECHO_PINGED("/echo?ping=500", "hello"),
        BROADCAST("/broadcast/soak", "news"),
        TRACKER("/tracker/soak", "[\"%d\",%d,1]"),
        CHAT("/chat/soak?name=Somebody", "so I said"),
        INSPECT("/inspect", "what"),
        EVENT_STREAM("/feeds/broadcast/soak", ""),
        LONG_POLL("/feeds/tracker/soak?wait=20", ""),
        PAGE("/tracker.html", "");

        final String path;
        final String message;

        Kind(String path, String message) {
            this.path = path;
            this.message = message;
        }

        boolean isSession() {
            return !message.isEmpty();
        }
    }

    private record Guest(Crowd.Member member, Kind kind, boolean lives) {}

    @Override
    Map<String, String> settings() {
        return Map.of(
                "feeds.idle", "5s",
                "silence", "10s",
                "ping.interval", "3s",
                "tracker.life", "10s",
                "tracker.grace", "5s",
                "chat.life", "10s",
                "chat.grace", "5s");
    }

    /** Classes that were loaded since, and buffers of pools. */
    @Override
    long mayKeep() {
        return 8L << 20;
    }

    @Test
    void whoComesGoesStallsAndDiesLeavesNothing(TestInfo row) throws Exception {
        System.out.println("soak of " + LENGTH.toMinutes() + " minutes, seed " + seed);
        attack(row, () -> {
            Crowd crowd = crowd();
            Guest[] places = new Guest[SESSIONS];
            long end = System.nanoTime() + LENGTH.toNanos();
            int beat = 0;
            for (; System.nanoTime() < end; beat++) {
                int place = beat % SESSIONS;
                if (places[place] != null) {
                    go(crowd, places[place]);
                }
                places[place] = come(crowd);
                for (int i = 0; i < LIVE; i++) {
                    live(crowd, places[(beat * LIVE + i) % SESSIONS]);
                }
                if (place % CHECKED == 0) {
                    nothingMoreThan(Math.min(beat + 1, SESSIONS));
                }
                Thread.sleep(BEAT_MILLIS);
            }
            System.out.println(
                    "sessions that came: " + beat + ", now " + process().held());
        });
    }

    private Guest come(Crowd crowd) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        boolean lives = random.nextInt(3) > 0;
        String request = kind.isSession() ? handshake(kind.path) : get(kind);
        // Who doesn't live doesn't read either, and never says a word: the server has to end it.
        return new Guest(lives ? crowd.join(request) : crowd.joinDeaf(request), kind, lives);
    }

    private static String get(Kind kind) {
        String accept = kind == Kind.EVENT_STREAM ? "text/event-stream" : "*/*";
        return "GET " + kind.path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n\r\n";
    }

    private void live(Crowd crowd, @Nullable Guest guest) {
        if (guest == null || !guest.lives()) {
            return;
        }
        if (guest.kind() == Kind.PAGE) {
            crowd.say(guest.member(), get(guest.kind()).getBytes(StandardCharsets.ISO_8859_1));
        } else if (guest.kind().isSession()) {
            crowd.say(guest.member(), Frame.pong().bytes());
            if (random.nextInt(4) == 0) {
                String text = String.format(guest.kind().message, random.nextInt(20), random.nextInt(90));
                crowd.say(guest.member(), Frame.text(text).bytes());
            }
        }
    }

    /** With a word, without one, or not even that. */
    private void go(Crowd crowd, Guest guest) {
        boolean polite = guest.lives() && guest.kind().isSession() && random.nextBoolean();
        if (polite) {
            crowd.say(guest.member(), Frame.close(1000, "bye").bytes());
        }
        if (polite || random.nextBoolean()) {
            crowd.leave(guest.member());
        } else {
            crowd.die(guest.member());
        }
    }

    /** What has gone is not still held, minutes later. */
    private void nothingMoreThan(int connections) {
        int most = 3 * connections + 300;
        assertEquals(true, process().descriptors() <= most, () -> process().held() + " for " + connections);
        assertEquals(List.of(), process().exceptions(), "in the log");
    }
}
