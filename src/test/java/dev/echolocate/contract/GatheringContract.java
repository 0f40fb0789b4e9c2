package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.RawClient;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages that are begun and never finished take no room from small ones. */
class GatheringContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("gather.max-total", "16777216");
    }

    @Test
    void smallMessagesInPartsAreTakenWhateverOthersGather() {
        for (int i = 0; i < 4; i++) {
            half(raw("/echo"));
        }
        RawClient small = raw("/echo?prefix=");
        small.send(Frame.text("he").open());
        small.send(Frame.more("llo"));
        assertEquals("hello", small.read().text());
        byte[] bytes = new byte[32 << 10];
        small.send(Frame.binary(bytes).open(), Frame.more(bytes));
        assertArrayEquals(new byte[64 << 10], small.read().payload());
        Client whole = plain("/echo?prefix=");
        whole.send("a message of one frame");
        assertEquals("a message of one frame", whole.next().text());
    }

    /** Begins a message, and finishes it never. */
    private static void half(RawClient client) {
        try {
            client.send(Frame.binary(new byte[5 << 20]).open());
            client.send(Frame.ping("is it read?"));
            client.read();
        } catch (UncheckedIOException e) {
            // There was no room: it is closed.
        }
    }
}
