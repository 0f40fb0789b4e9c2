package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Large messages that nobody reads, or that never end; and handshakes with an odd query. */
class MessagesAttackIT extends AttackRows {
    /** Eight of these, held for who doesn't read them, are less than {@code unsent.max-total} allows. */
    private static final int UNREAD = 7 << 19;

    private static final String ROOM = "hidden-room-7";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void fragmentsThatNobodyReadsHoldUpNobodyElse(TestInfo row) throws Exception {
        attack(row, () -> {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RawClient deaf = session("/echo?frames=2&prefix=");
                if (deaf != null) {
                    senders.add(aside(() -> deaf.send(Frame.binary(new byte[UNREAD]))));
                }
            }
            settled(senders);
        });
    }

    @Test
    void messagesThatNeverEndLeaveRoomForThoseOfOthers(TestInfo row) throws Exception {
        attack(row, () -> {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RawClient endless = session("/echo");
                if (endless != null) {
                    senders.add(aside(
                            () -> endless.send(Frame.binary(new byte[15 << 20]).open(), Frame.pong())));
                }
            }
            settled(senders);
        });
    }

    @Test
    void queriesThatAreNoUriSayNothingInTheLog(TestInfo row) throws Exception {
        attack(row, () -> {
            for (String odd : List.of("|", "^", "{", "}", "\"", "<", ">", "\\", "%zz", "%", "[", "`")) {
                for (int i = 0; i < 20; i++) {
                    RawClient client = session("/tracker/" + ROOM + "?secret=" + SECRET + "&x=" + odd);
                    assertTrue(client != null, () -> odd + " is let in");
                    client.send(Frame.text("[\"" + i + "\",1,2]"));
                    assertTrue(client.readMessage().text().startsWith("["), odd);
                }
                // What a room tells each of its sessions is another row.
                nothingStays();
            }
            assertFalse(process().log().contains(ROOM), "the room is in the log");
            assertFalse(process().log().contains(SECRET), "the secret is in the log");
        });
    }

    /** RFC 6455 7.1.7: who is gone in the middle of everything has taken nothing along. */
    @Test
    void whoIsGoneInTheMiddleLeavesNothing(TestInfo row) throws Exception {
        attack(row, () -> {
            Crowd crowd =
                    crowd().join(500, handshake("/chat/gone?name=N" + "%20")).untilAnswered();
            crowd.say(Frame.text("half of a mess").open().bytes());
            crowd.close();
            Deadline.await(
                    "their connections are gone",
                    Duration.ofSeconds(30),
                    () -> process().descriptors() < 300,
                    () -> process().held().toString());
        });
    }
}
