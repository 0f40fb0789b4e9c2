package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said in a channel: to everybody, in one order. */
class BroadcastMessagesContract extends BroadcastContract {
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
}
