package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Where;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /broadcast[/{channel}]}: what one sends, all receive, in one order. */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class BroadcastContract extends ContractTest {
    /** Some of these send as fast as they can. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("rate.messages", "0");
    }

    private static final int LARGEST = 64 * 1024;
    private static final int BAD_IN_A_ROW = 20;

    private static String channel() {
        return "/broadcast/" + fresh("channel");
    }

    @Test
    void everybodyReceivesItTheSenderToo() {
        String path = channel();
        Client one = plain(path);
        Client two = plain(path);
        one.send("hello");
        assertEquals("hello", one.next().text());
        assertEquals("hello", two.next().text());
        two.send(new byte[] {0, -1, 7});
        assertArrayEquals(new byte[] {0, -1, 7}, one.next().binary());
        assertArrayEquals(new byte[] {0, -1, 7}, two.next().binary());
        one.send("");
        assertEquals("", two.next().text());
    }

    @Test
    void withoutANameItIsAChannelOfItsOwn() {
        Client one = plain("/broadcast");
        Client two = plain("/broadcast");
        Client named = plain("/broadcast/" + fresh("named"));
        String text = fresh("hello");
        one.send(text);
        assertEquals(text, two.next().text());
        named.send("own");
        assertEquals("own", named.next().text());
    }

    @Test
    void channelsAreSeparate() {
        String pathA = channel();
        String pathB = channel();
        Client oneA = plain(pathA);
        Client oneB = plain(pathB);
        oneA.send("for a");
        assertEquals("for a", oneA.next().text());
        oneB.send("for b");
        assertEquals("for b", oneB.next().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad%20name", "%C3%A9", "a.b", "a%2Bb", "-long-"})
    void aBadNameIsRefusedWithAReason(String name) {
        String path = "/broadcast/" + name.replace("-long-", "x".repeat(65));
        Frame close = plain(path).closed();
        assertEquals(1008, close.closeCode());
        assertFalse(close.closeReason().isEmpty());
    }

    @Test
    void aNameMayBe64Long() {
        Client client = plain("/broadcast/" + "aZ09_-xy".repeat(8));
        client.send("fits");
        assertEquals("fits", client.next().text());
    }

    @Test
    void fiftyClientsReceiveAHundredMessagesInOneOrder() throws InterruptedException {
        String path = channel();
        List<Client> plains = new ArrayList<>();
        List<FeedClient> feeds = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            plains.add(plain(path));
        }
        for (int i = 0; i < 10; i++) {
            feeds.add(feed(path));
        }
        List<Thread> senders = new ArrayList<>();
        for (int s = 0; s < 5; s++) {
            int number = s;
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 20; i++) {
                    if (number == 4) {
                        feeds.get(number).sendText(number + ":" + i);
                    } else {
                        plains.get(number).send(number + ":" + i);
                    }
                }
            });
            sender.start();
            senders.add(sender);
        }
        List<String> order = take(plains.get(0), 100);
        assertEquals(100, Set.copyOf(order).size());
        for (int s = 0; s < 5; s++) {
            String prefix = s + ":";
            assertEquals(
                    IntStream.range(0, 20).mapToObj(i -> prefix + i).toList(),
                    order.stream().filter(m -> m.startsWith(prefix)).toList());
        }
        for (Client client : plains.subList(1, plains.size())) {
            assertEquals(order, take(client, 100));
        }
        for (FeedClient client : feeds) {
            assertEquals(
                    order, IntStream.range(0, 100).mapToObj(i -> client.text()).toList());
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

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
    void bothDialectsSeeEachOther() {
        String path = channel();
        Client plain = plain(path);
        FeedClient feed = feed(path);
        plain.send("from plain");
        assertEquals("from plain", plain.next().text());
        assertEquals("from plain", feed.text());
        plain.send(new byte[] {1, -2, 3});
        assertArrayEquals(new byte[] {1, -2, 3}, plain.next().binary());
        assertArrayEquals(new byte[] {1, -2, 3}, feed.binary());
        feed.sendText("from feed \u4f60 \ud83d\ude00 \" \\ \u0000");
        assertEquals("from feed \u4f60 \ud83d\ude00 \" \\ \u0000", plain.next().text());
        assertEquals("from feed \u4f60 \ud83d\ude00 \" \\ \u0000", feed.text());
        feed.sendBinary(new byte[] {-1, 0});
        assertArrayEquals(new byte[] {-1, 0}, plain.next().binary());
        assertArrayEquals(new byte[] {-1, 0}, feed.binary());
    }

    @Test
    void feedV1IsTakenWhereverItStandsInTheOffer() {
        Client client = closeAfter(Client.over(handshake(channel()).protocols("other", FeedClient.PROTOCOL)));
        assertEquals(FeedClient.PROTOCOL, client.protocol());
        Client unknown = closeAfter(Client.over(handshake(channel()).protocols("other")));
        unknown.send("plain then");
        assertEquals("plain then", unknown.next().text());
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
    void badInputIsAnErrorToItsSenderAlone() {
        String path = channel();
        FeedClient sender = feed(path);
        FeedClient other = feed(path);
        Client plain = plain(path);
        int good = 0;
        for (String bad : List.of(
                "{",
                "",
                "[]",
                "5",
                "null",
                "\"text\"",
                "{}",
                "{\"text\":5}",
                "{\"text\":null}",
                "{\"binary\":\"%%%\"}",
                "{\"binary\":7}",
                "{\"text\":\"a\",\"binary\":\"YQ==\"}",
                "{\"text\":\"a\"}x",
                "[".repeat(5000),
                "{\"text\":\"" + "\\u00")) {
            sender.send(bad);
            JsonObject error = sender.error();
            assertFalse(error.getString("code").isEmpty(), bad);
            assertFalse(error.getString("message").isEmpty(), bad);
            sender.sendText("good " + good);
            assertEquals("good " + good, sender.text());
            assertEquals("good " + good, other.text());
            assertEquals("good " + good, plain.next().text());
            good++;
        }
    }

    @Test
    void halfACharacterHurtsNobody() {
        String path = channel();
        FeedClient sender = feed(path);
        Client plain = plain(path);
        sender.send("{\"text\":\"a\\ud800b\"}");
        sender.sendText("after");
        String heard = plain.next().text();
        if (!heard.equals("after")) {
            assertEquals("a\ufffdb", heard);
            assertEquals("after", plain.next().text());
        }
    }

    @Test
    void twentyBadMessagesInARowEndTheSession() {
        FeedClient client = feed(channel());
        for (int i = 0; i < BAD_IN_A_ROW; i++) {
            client.send("bad");
        }
        Frame close = client.client().closed();
        assertEquals(1008, close.closeCode());
        assertFalse(close.closeReason().isEmpty());
    }

    @Test
    void aGoodMessageForgivesTheBadOnesBefore() {
        FeedClient client = feed(channel());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < BAD_IN_A_ROW - 1; i++) {
                client.send("bad");
                client.error();
            }
            client.sendText("good");
            assertEquals("good", client.text());
        }
    }

    @Test
    void theLargestMessagePasses() {
        String path = channel();
        Client plain = plain(path);
        FeedClient feed = feed(path);
        String text = "x".repeat(LARGEST);
        plain.send(text);
        assertEquals(text, plain.next().text());
        assertEquals(text, feed.text());
        byte[] bytes = new byte[LARGEST];
        plain.send(bytes);
        assertArrayEquals(bytes, plain.next().binary());
        assertArrayEquals(bytes, feed.binary());
        feed.sendBinary(bytes);
        assertArrayEquals(bytes, plain.next().binary());
        feed.sendText(text);
        assertEquals(text, plain.next().text());
    }

    @Test
    void aByteMoreIsTooBig() {
        Client plain = plain(channel());
        plain.send("x".repeat(LARGEST + 1));
        assertEquals(1009, plain.closed().closeCode());
        Client binary = plain(channel());
        binary.send(new byte[LARGEST + 1]);
        assertEquals(1009, binary.closed().closeCode());
        FeedClient feed = feed(channel());
        String muchTooBig = Json.createObjectBuilder()
                .add("text", "x".repeat(16 * LARGEST))
                .build()
                .toString();
        try {
            feed.send(muchTooBig);
        } catch (UncheckedIOException enough) {
            // It has heard enough before all was sent, and has ended the connection.
        }
        assertEquals(1009, feed.client().closed().closeCode());
    }

    @Test
    void notUtf8Is1007() {
        Client client = plain(channel());
        client.send(Frame.of(Frame.TEXT, new byte[] {'a', (byte) 0xff}));
        assertEquals(1007, client.closed().closeCode());
    }

    @Test
    void readersThatNeverReadTakeNothingFromThoseThatDo() {
        String path = channel();
        List<Client> readers = new ArrayList<>();
        List<RawClient> stalled = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Handshake handshake = handshake(path).receiveBuffer(4096);
            stalled.add(closeAfter((i % 2 == 0 ? handshake : handshake.protocols(FeedClient.PROTOCOL)).connect()));
        }
        for (int i = 0; i < 50; i++) {
            readers.add(plain(path));
        }
        String filler = "x".repeat(60_000);
        int sent = 0;
        for (int round = 0; round < 12; round++) {
            int from = sent;
            for (int i = 0; i < 10; i++) {
                readers.get(0).send(sent++ + " " + filler);
            }
            for (Client reader : readers) {
                for (int i = from; i < sent; i++) {
                    assertTrue(reader.next().text().startsWith(i + " "));
                }
            }
        }
        stalled.forEach(RawClient::reset);
    }

    @Test
    void everyResumedSessionGetsACursorOfItsOwnLife() {
        Set<String> cursors = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            cursors.add(feed(channel()).cursor());
        }
        assertEquals(5, cursors.size(), cursors::toString);
    }

    private static List<String> take(Client client, int count) {
        return IntStream.range(0, count).mapToObj(i -> client.next().text()).toList();
    }
}
