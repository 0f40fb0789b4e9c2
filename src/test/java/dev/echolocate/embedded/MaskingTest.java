package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskingTest {
    private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

    @Test
    void theExampleOfTheProtocol() {
        // RFC 6455 5.7: "Hello"
        byte[] masked = {0x7f, (byte) 0x9f, 0x4d, 0x51, 0x58};
        Masking.unmask(ByteBuffer.wrap(masked), ByteBuffer.wrap(KEY).getInt());
        assertArrayEquals("Hello".getBytes(), masked);
    }

    @Test
    void anyPlaceAndLengthAndNothingAround() {
        Random random = new Random(7);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length + 20];
            random.nextBytes(bytes);
            int from = random.nextInt(20);
            byte[] expected = bytes.clone();
            for (int i = 0; i < length; i++) {
                expected[from + i] ^= KEY[i % 4];
            }
            ByteBuffer payload = ByteBuffer.wrap(bytes, from, length);
            Masking.unmask(payload, ByteBuffer.wrap(KEY).getInt());
            assertArrayEquals(expected, bytes);
            assertEquals(length, payload.remaining());
        }
    }
}
