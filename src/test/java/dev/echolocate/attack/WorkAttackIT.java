package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Server;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What costs processor time, or comes in small numbers. */
class WorkAttackIT extends AttackRows {
    /** 1,365 frames in 4,095 bytes. */
    private static final String FRAMES = "{\"hex\":\"" + "810161".repeat(1_365) + "\"}";

    @Test
    void framesToDecodeSlowNobodyElseDown(TestInfo row) throws Exception {
        attack(row, () -> busy(30, () -> posts(50, (wire, n) -> json(wire, "/api/frames/decode", FRAMES))));
    }

    @Test
    void qrCodesLeaveThreadsForPages(TestInfo row) throws Exception {
        String qr = "GET /qr?text=" + "0123456789".repeat(99) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        attack(row, () -> crowd().join(700, qr.repeat(10)));
    }

    @Test
    void newcomersToATrackedRoomSlowNoOtherServiceDown(TestInfo row) throws Exception {
        attack(row, () -> {
            trails(SOAK ? 500 : 50, SOAK ? 200 : 60);
            busy(6, () -> {
                try (FeedClient newcomer = FeedClient.over(Handshake.to(attacked(), "/tracker/trails?trail=1"))) {
                    newcomer.item();
                }
            });
        });
    }

    /** A room of so many people, each of whom has been at so many places. */
    private void trails(int people, int points) throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        long start = System.currentTimeMillis() - points * 1_000L;
        for (int from = 0; from < people; from += 50) {
            int first = from;
            RawClient session = session("/tracker/trails");
            assertTrue(session != null, "a session of a few is let in");
            senders.add(aside(() -> {
                for (int p = 0; p < points; p++) {
                    for (int id = first; id < Math.min(people, first + 50); id++) {
                        session.send(Frame.text("{\"id\":\"" + id + "\",\"lat\":" + (p % 90)
                                + ".123456,\"lon\":2.345678," + "\"at\":" + (start + p * 1_000L) + "}"));
                    }
                }
            }));
        }
        settled(senders);
    }

    /** Each of their messages is answered in a thousand frames. */
    @Test
    void sessionsThatAreAnsweredInManyFramesTakeNoMoreThanTheirTurn(TestInfo row) throws Exception {
        byte[] said = Frame.text("0123456789".repeat(100)).bytes();
        attack(row, () -> {
            Crowd crowd =
                    crowd().join(900, handshake("/echo?frames=1000&prefix=")).untilAnswered();
            assertTrue(crowd.answered(101) > 500, crowd::toString);
            busy(1, () -> crowd.say(said));
        });
    }

    @Test
    void probesOfOneAddressLeaveSomeForTheOthers(TestInfo row) throws Exception {
        attack(row, () -> {
            for (int i = 0; i < 16; i++) {
                probe(attacked());
            }
            assertTrue(probe(healthy()).contains("\"open\""), "everybody else's probe is opened");
        });
    }

    /** Opens a probe that stays, and tells what came of it; empty where the session itself is refused. */
    private String probe(Server from) {
        try {
            Client client = stays(Client.over(Handshake.to(from, "/inspect").protocols("probe.v1")));
            client.next();
            client.send("{\"probe\":\"open\"}");
            return client.next().text();
        } catch (UncheckedIOException | AssertionError refused) {
            return "";
        }
    }

    @Test
    void countedChannelsOfOneAddressLeaveSomeForTheOthers(TestInfo row) throws Exception {
        attack(row, () -> {
            posts(1_000, (HttpWire wire, int n) -> wire.ask("GET", "/api/traffic?channel=counted-" + n));
            assertEquals(200, Http.get(healthy(), "/api/traffic?channel=mine").status());
        });
    }
}
