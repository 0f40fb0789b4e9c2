package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.kit.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand sessions that come, go, stall and die for half an hour ({@code -Dsoak.minutes}), beside a client that notices
 * nothing; afterwards nothing is held. Eight groups of one kind and one fate each; the oldest is always the next to go.
 */
@Tag("soak")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakIT extends AttackRows {
    private static final int GROUPS = 8;
    private static final int GROUP = 125;
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));

    private final long seed = Long.getLong("soak.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Deque<Group> groups = new ArrayDeque<>();
    private int ended;

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

    private record Group(Crowd crowd, Kind kind, boolean lives) {}

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
            stays((AutoCloseable) () -> groups.forEach(group -> group.crowd().close()));
            long end = System.nanoTime() + LENGTH.toNanos();
            while (System.nanoTime() < end) {
                groups.add(come());
                if (groups.size() > GROUPS) {
                    groups.remove().crowd().close();
                    ended += GROUP;
                }
                for (int turn = 0; turn < 4; turn++) {
                    groups.forEach(this::live);
                    Thread.sleep(500);
                }
                nothingMoreThan(groups.size() * GROUP);
            }
            System.out.println("sessions that came and went: " + ended + ", now "
                    + process().held());
        });
    }

    private Group come() {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        boolean lives = random.nextInt(3) > 0;
        String request = kind.isSession() ? handshake(kind.path) : get(kind);
        Crowd crowd = new Crowd(attacked());
        // Who doesn't live doesn't read either, and never says a word: the server has to end it.
        return new Group(lives ? crowd.join(GROUP, request) : crowd.joinDeaf(GROUP, request), kind, lives);
    }

    private static String get(Kind kind) {
        String accept = kind == Kind.EVENT_STREAM ? "text/event-stream" : "*/*";
        return "GET " + kind.path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n\r\n";
    }

    private void live(Group group) {
        if (group.lives() && group.kind().isSession()) {
            String text = String.format(group.kind().message, random.nextInt(20), random.nextInt(90));
            group.crowd().pong();
            if (random.nextInt(4) == 0) {
                group.crowd().say(Frame.text(text).bytes());
            }
        } else if (group.lives() && group.kind() == Kind.PAGE) {
            group.crowd().say(get(group.kind()).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** What has gone is not still held, minutes later. */
    private void nothingMoreThan(int connections) {
        int most = 3 * connections + 300;
        assertEquals(true, process().descriptors() <= most, () -> process().held() + " for " + connections);
        assertEquals(List.of(), process().exceptions(), "in the log");
    }
}
