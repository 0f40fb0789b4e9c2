package dev.echolocate.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectTest {
    private final List<Long> numbers = new ArrayList<>();

    private String decode(Dialect dialect, byte[] message) {
        ByteBuffer within = ByteBuffer.allocate(message.length + 20).put(7, message);
        return dialect.decode(within, 7, message.length, numbers::add);
    }

    @Test
    void numbersComeBack() {
        for (Dialect dialect : List.of(new Plain(), new Texts(), new Positions(300))) {
            List<Long> sent = List.of(0L, 1L, 299L, 300L, 3_010L, 299_999_999L, 300_000_000L, 9_123_456_789L);
            numbers.clear();
            sent.forEach(number -> assertEquals("", decode(dialect, dialect.encode(number))));
            assertEquals(sent, numbers);
        }
    }

    @Test
    void aFrameHasManyPositions() {
        String frame = "{\"cursor\":\"c.1\",\"now\":1,\"you\":{\"id\":\"pQ\",\"secret\":\"s\"},\"items\":["
                + "{\"id\":\"p7\",\"lat\":47.376889,\"lon\":1.43301,\"at\":1,\"joined\":1},"
                + "{\"id\":\"p299\",\"lat\":47.376889,\"lon\":1.781,\"at\":1,\"joined\":1}]}";
        assertEquals("", decode(new Positions(300), frame.getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(3_007L, 299L), numbers);
    }

    @Test
    void aFrameHasManyTexts() {
        Texts texts = new Texts();
        String items = new String(texts.encode(7), StandardCharsets.UTF_8) + ","
                + new String(texts.encode(8), StandardCharsets.UTF_8);
        String frame = "{\"cursor\":\"c.1\",\"now\":1,\"items\":[" + items + "]}";
        assertEquals("", decode(texts, frame.getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(7L, 8L), numbers);
    }

    @Test
    void theNewestItemOfOneIsKept() {
        Positions positions = new Positions(2);
        String item = "{\"id\":\"p0\",\"lat\":47.376889,\"lon\":1.00001,\"at\":1}";
        decode(
                positions,
                ("{\"items\":[" + item + ",{\"id\":\"p1\",\"lat\":1,\"lon\":1}]}").getBytes(StandardCharsets.UTF_8));
        assertEquals(item, positions.example());
    }

    @Test
    void whatNobodyExpectsIsTold() {
        for (Dialect dialect : List.of(new Plain(), new Texts(), new Positions(300))) {
            String error = "{\"error\":{\"code\":\"full\"}}";
            assertTrue(decode(dialect, error.getBytes(StandardCharsets.UTF_8)).endsWith(error));
            assertEquals(List.of(), numbers);
        }
    }
}
