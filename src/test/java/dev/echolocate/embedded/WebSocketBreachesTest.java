package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What breaks the protocol (RFC 6455), or is too long, is closed with its code. */
class WebSocketBreachesTest extends WebSocketFixture {
    @Test
    void anUnmaskedFrameIsClosedWith1002() throws Exception {
        wire.out.write(new byte[] {(byte) 0x81, 2, 'h', 'i'});
        assertClosed(1002);
    }

    @Test
    void aTooLongFrameIsClosedWith1009BeforeItsPayload() throws Exception {
        wire.out.write(Wire.frame(0x82, new byte[0], MOST + 1));
        assertClosed(1009);
        assertEquals(0, seen().parts.get());
    }

    @Test
    void aTooLongFrameIsClosedWith1009WhileItsPayloadIsSent() throws Exception {
        byte[] frame = Wire.frame(0x82, new byte[MOST + 1]);
        Thread sender = new Thread(() -> {
            try {
                wire.out.write(frame);
            } catch (IOException e) {
                // Cut off, as it may be.
            }
        });
        sender.start();
        assertClosed(1009);
        sender.join();
    }

    @Test
    void fragmentsAreTooLongTogether() throws Exception {
        wire.send(0x02, new byte[MOST]);
        wire.out.write(Wire.frame(0x80, new byte[0], 1));
        assertClosed(1009);
    }

    @Test
    void invalidTextInOneFrameIsClosedWith1007() throws Exception {
        wire.send(0x81, new byte[] {'a', (byte) 0xFF});
        assertClosed(1007);
    }

    @Test
    void invalidTextInALongFrameIsClosedWith1007() throws Exception {
        byte[] text = new byte[300_000];
        Arrays.fill(text, (byte) 'a');
        text[200_000] = (byte) 0xFF;
        wire.send(0x81, text);
        assertClosed(1007);
    }

    @Test
    void aCharacterThatNeverEndsIsClosedWith1007() throws Exception {
        byte[] text = new byte[300_000];
        Arrays.fill(text, (byte) 'a');
        text[299_999] = (byte) 0xE6;
        wire.send(0x81, text);
        assertClosed(1007);
    }

    @Test
    void aSurrogateInUtf8IsClosedWith1007() throws Exception {
        wire.send(0x81, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        assertClosed(1007);
    }

    @Test
    void reservedBitsAreClosedWith1002() throws Exception {
        wire.send(0xC1, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void reservedOpcodesAreClosedWith1002() throws Exception {
        wire.send(0x83, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void aReservedControlOpcodeIsClosedWith1002() throws Exception {
        wire.send(0x8B, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void aStrayContinuationIsClosedWith1002() throws Exception {
        wire.send(0x80, new byte[] {'a'});
        assertClosed(1002);
    }

    @Test
    void aNewMessageInsideAMessageIsClosedWith1002() throws Exception {
        wire.send(0x01, new byte[] {'a'});
        wire.send(0x81, new byte[] {'b'});
        assertClosed(1002);
    }
}
