package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.RawClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes late to a channel, comes back, or falls behind. */
class BroadcastCursorsContract extends BroadcastContract {
    @Test
    void nothingFallsBetweenTheHandshakeAndTheOpening() {
        String path = channel();
        Client talker = plain(path);
        List<FeedClient> joiners = new ArrayList<>();
        List<Integer> atLeast = new ArrayList<>();
        int sent = 0;
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 10; j++) {
                talker.send("" + sent++);
            }
            joiners.add(feed(path));
            atLeast.add(sent);
        }
        talker.send("" + sent);
        for (int i = 0; i < joiners.size(); i++) {
            int first = Integer.parseInt(joiners.get(i).text());
            assertTrue(first <= atLeast.get(i), first + " > " + atLeast.get(i));
            for (int next = first + 1; next <= sent; next++) {
                assertEquals("" + next, joiners.get(i).text());
            }
        }
    }

    @Test
    void theFirstFrameHasACursorAndNoItems() {
        String path = channel();
        plain(path).send("before");
        FeedClient late = feed(path);
        FeedClient empty = feed(channel());
        assertEquals(0, empty.first().getJsonArray("items").size());
        for (FeedClient one : List.of(late, empty)) {
            assertTrue(one.cursor().matches("[A-Za-z0-9_.-]{1,64}"), one.cursor());
            assertFalse(one.first().containsKey("reset"));
            assertFalse(one.first().containsKey("gap"));
        }
    }

    @Test
    void whoResumesMissesNothingAndHearsNothingTwice() {
        String path = channel();
        Client talker = plain(path);
        FeedClient first = feed(path);
        talker.send("0");
        assertEquals("0", first.text());
        first.close();
        talker.send("1");
        talker.send("2");
        take(talker, 3);
        FeedClient second = feed(first.since(path, null));
        assertEquals("1", second.text());
        assertEquals("2", second.text());
        talker.send("3");
        assertEquals("3", second.text());
        assertEquals(0, second.lost());
        assertEquals(0, second.resets());
    }

    @Test
    void whoResumesAgainAndAgainStillReadsEverythingOnce() {
        String path = channel();
        Client talker = plain(path);
        FeedClient reader = feed(path);
        int all = 600;
        Thread talking = new Thread(() -> {
            for (int i = 0; i < all; i++) {
                talker.send("" + i);
                if (i % 5 == 0) {
                    talker.next();
                }
            }
        });
        talking.start();
        int next = 0;
        while (next < all) {
            assertEquals("" + next, reader.text());
            next++;
            if (next % 7 == 0 && reader.waitingItems() == 0) {
                reader.client().reset();
                reader = feed(reader.since(path, null));
            }
        }
        assertEquals(0, reader.lost() + reader.resets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "a.b.c", "%00", "~~~", "0-0-0", "-1"})
    void aForeignCursorIsAnsweredWithAReset(String cursor) {
        String path = channel();
        FeedClient client = feed(path + "?since=" + cursor);
        assertTrue(client.first().getBoolean("reset", false), client.first()::toString);
        client.sendText("alive");
        while (!client.text().equals("alive")) {
            assertTrue(client.client().waiting() >= 0);
        }
    }

    @Test
    void aCursorOfAnotherChannelIsForeign() {
        FeedClient other = feed(channel());
        FeedClient client = feed(channel() + "?since=" + other.cursor());
        assertTrue(client.first().getBoolean("reset", false), client.first()::toString);
    }

    @Test
    void whoWasAwayTooLongIsToldHowManyWereLost() {
        String path = channel();
        FeedClient away = feed(path);
        away.close();
        Client talker = plain(path);
        int all = 17_500;
        for (int from = 0; from < all; from += 500) {
            Frame[] frames = new Frame[500];
            for (int i = 0; i < 500; i++) {
                frames[i] = Frame.text("" + (from + i));
            }
            talker.send(frames);
            take(talker, 500);
        }
        FeedClient back = feed(away.since(path, null));
        int first = Integer.parseInt(back.text());
        assertTrue(first > 0, "nothing was lost: not a test");
        assertEquals(first, back.lost());
        for (int i = first + 1; i < all; i++) {
            assertEquals("" + i, back.text());
        }
        assertEquals(first, back.lost());
        assertEquals(0, back.resets());
    }

    @Test
    void aPlainReaderThatFellBehindIsClosedNotMisled() {
        String path = channel();
        RawClient slow = closeAfter(handshake(path).receiveBuffer(8 * 1024).connect());
        Client talker = plain(path);
        String filler = "x".repeat(60_000);
        for (int i = 0; i < 400; i++) {
            talker.send(i + " " + filler);
            if (i % 10 == 9) {
                take(talker, 10).forEach(text -> assertTrue(text.endsWith("x"), text));
            }
        }
        int expected = 0;
        Frame frame = slow.readMessageOrClose();
        while (frame.opcode() != Frame.CLOSE) {
            String text = frame.text();
            assertTrue(
                    text.startsWith(expected + " "),
                    "in order, without a hole: " + expected + ", not "
                            + text.substring(0, Math.min(80, text.length())));
            expected++;
            frame = slow.readMessageOrClose();
        }
        assertEquals(1013, frame.closeCode());
    }

    @Test
    void aCursorIsNothingForAPlainSession() {
        Frame close = plain(channel() + "?since=x").closed();
        assertEquals(1008, close.closeCode());
        assertFalse(close.closeReason().isEmpty());
    }

    @Test
    void everyResumedSessionGetsACursorOfItsOwnLife() {
        Set<String> cursors = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            cursors.add(feed(channel()).cursor());
        }
        assertEquals(5, cursors.size(), cursors::toString);
    }
}
