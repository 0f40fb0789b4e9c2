package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Where;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code /echo} closes: as it is asked to, or since what it hears is none of the protocol (RFC 6455). */
@On({Where.OWN, Where.TOMCAT, Where.JETTY, Where.EXTERNAL})
class EchoClosesContract extends ContractTest {
    /** RFC 6455 5.5.1, 7.4, and the registry of IANA: whoever closes is answered with the code that they closed with. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1008, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void whoClosesHasTheirCodeBack(int code) {
        RawClient client = raw("/echo");
        client.send(Frame.close(code, "bye"));
        Frame close = client.readClose();
        if (code > 1011 && code < 3000 && does(Difference.KNOWS_FEWER_CODES)) {
            assertEquals(1002, close.closeCode());
        } else {
            assertEquals(code, close.closeCode());
            assertEquals("bye", close.closeReason());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void aCodeThatIsNeverSentIs1002(int code) {
        RawClient client = raw("/echo");
        client.send(Frame.close(code, "bye"));
        assertEquals(1002, client.readClose().closeCode());
    }

    @Test
    void notUtf8Is1007() {
        for (Frame[] bad : new Frame[][] {
            {Frame.of(Frame.TEXT, bytes(0xff))},
            {Frame.of(Frame.TEXT, bytes(0xc0, 0x80))},
            {Frame.of(Frame.TEXT, bytes(0xed, 0xa0, 0x80))},
            {Frame.of(Frame.TEXT, bytes('a', 0xf4, 0x90, 0x80, 0x80))},
            {Frame.of(Frame.TEXT, bytes('a', 0xe4, 0xbd))},
            {Frame.text("fine").open(), Frame.more(bytes(0xce)).open(), Frame.more(bytes('x'))},
            {Frame.text("fine").open(), Frame.more(bytes(0xf0, 0x9f)).open(), Frame.more(bytes(0x98))},
            {Frame.text("fine").open(), Frame.more(bytes(0xe4)).open(), Frame.more(new byte[0])},
        }) {
            RawClient client = raw("/echo");
            client.send(bad);
            assertEquals(1007, client.readClose().closeCode(), () -> Arrays.toString(bad));
            client.close();
        }
    }

    @Test
    void breachesOfTheProtocolAre1002() {
        for (Frame bad : new Frame[] {
            Frame.text("x").unmasked(),
            Frame.ping("x").unmasked(),
            Frame.text("x").rsv(4),
            Frame.text("x").rsv(2),
            Frame.of(3, new byte[0]),
            Frame.of(11, new byte[0]),
            Frame.more("x"),
            Frame.ping("x".repeat(126)),
            Frame.ping("x").open(),
            Frame.close(1005, ""),
            Frame.of(Frame.CLOSE, new byte[1]),
        }) {
            if (bad.mask() == null && does(Difference.TAKES_UNMASKED_FRAMES)) {
                continue;
            }
            RawClient client = raw("/echo");
            client.send(bad);
            assertEquals(1002, code(client, bad), bad::toString);
            client.close();
        }
    }

    private static int code(RawClient client, Frame bad) {
        try {
            return client.readClose().closeCode();
        } catch (AssertionError e) {
            throw new AssertionError("after " + bad + ": " + e.getMessage(), e);
        }
    }

    @Test
    void anotherMessageInsideAMessageIs1002() {
        RawClient client = raw("/echo");
        client.send(Frame.text("a").open(), Frame.text("b"));
        assertEquals(1002, client.readClose().closeCode());
    }

    @Test
    void theCloseCodeComesBack() {
        for (int code : new int[] {1000, 1001, 3000, 4999}) {
            Client client = plain("/echo");
            client.close(code, "enough");
            assertEquals(code, client.closed().closeCode());
        }
    }

    @Test
    void afterTheCloseTheServerEndsTheConnection() {
        RawClient client = raw("/echo");
        client.send(Frame.close(1000, ""));
        assertEquals(1000, client.readClose().closeCode());
        client.readToEnd();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
