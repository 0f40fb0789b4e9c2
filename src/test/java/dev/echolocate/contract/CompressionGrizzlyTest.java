package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed on about compression, what is compressed for whom, and how much may be half come. */
class CompressionGrizzlyTest extends CompressionFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; client_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=10, permessage-deflate"
            })
    void anOfferIsTaken(String offer) {
        assertEquals(AGREED, open("/echo", offer).response().header("Sec-WebSocket-Extensions"));
    }

    /** RFC 7692 7.1.2.1: who is asked for it says that it is so. */
    @ParameterizedTest
    @ValueSource(strings = {"15", "\"15\""})
    void theLargestWindowIsAgreedTo(String bits) {
        RawClient client = open("/echo", "permessage-deflate; server_max_window_bits=" + bits);
        assertEquals(AGREED + "; server_max_window_bits=15", client.response().header("Sec-WebSocket-Extensions"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=8; client_max_window_bits=9",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; unknown",
                "permessage-bzip2",
                "x-webkit-deflate-frame"
            })
    void anOfferIsDeclined(String offer) {
        RawClient client = open("/echo?prefix=", offer);
        assertEquals(101, client.response().status());
        assertNull(client.response().header("Sec-WebSocket-Extensions"));
        client.send(compressed(deflated("hello")));
        assertEquals(1002, client.readClose().closeCode());
    }

    @Test
    void bytesThatAreComparedAndFramesThatAreLookedAtAreNotCompressed() {
        for (String path : new String[] {"/inspect", "/broadcast/" + fresh("race") + "?traffic=websocket"}) {
            assertNull(open(path, "permessage-deflate").response().header("Sec-WebSocket-Extensions"), path);
        }
    }

    /** Each takes 80 KiB of the one MiB that there is. */
    @Test
    void messagesThatAreHalfComeAreBoundedAndGivenBack() throws DataFormatException {
        byte[] message = deflated(words(1_000));
        List<RawClient> halves = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            RawClient client = echo();
            client.send(compressed(message).open(), Frame.ping("there"));
            halves.add(client);
        }
        long refused = halves.stream()
                .map(RawClient::read)
                .filter(frame -> frame.opcode() == Frame.CLOSE)
                .peek(close -> assertEquals(1013, close.closeCode()))
                .count();
        assertTrue(refused > 0 && refused < 13, refused + " were refused");
        RawClient without = closeAfter(Handshake.to(server(), "/echo?prefix=").open());
        without.send(Frame.text("not compressed"));
        assertEquals("not compressed", without.readMessage().text());
        halves.forEach(RawClient::reset);
        Deadline.await("there is room again", () -> {
            RawClient client = echo();
            client.send(compressed(message));
            Frame frame = client.readMessageOrClose();
            return frame.opcode() == Frame.TEXT;
        });
    }

    @Test
    void whatAllGetIsCompressedOnceForAllAndWhatIsForOneIsNot() throws DataFormatException {
        String path = "/broadcast/" + fresh("all");
        RawClient one = open(path, "permessage-deflate");
        RawClient two = open(path, "permessage-deflate");
        RawClient plain = closeAfter(Handshake.to(server(), path).open());
        FeedClient feed = feed(path);
        String text = words(1_000);
        plain.send(Frame.text(text));
        Frame first = one.readMessage();
        assertEquals(text, inflated(first));
        assertArrayEquals(first.payload(), two.readMessage().payload());
        assertEquals(text, plain.readMessage().text());
        assertEquals(text, feed.text());
        plain.send(Frame.text("short"));
        assertEquals("short", one.readMessage().text());
    }

    @Test
    void aSnapshotIsNotCompressed() {
        String path = "/tracker/" + fresh("snapshot");
        FeedClient mover = feed(path);
        for (int i = 0; i < 20; i++) {
            mover.send("{\"id\":\"number-" + i + "\",\"lat\":1,\"lon\":1}");
        }
        while (!mover.item().getString("id").equals("number-19")) {
            // until all are there
        }
        RawClient late = open(path, "permessage-deflate", FeedClient.PROTOCOL);
        Frame first = late.readMessage();
        assertEquals(0, first.rsv());
        assertTrue(first.text().contains("number-19"), first.text());
    }
}
