package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private final Chunks.ChunkProgress reading = new Chunks.ChunkProgress();

    private static Buffer read(String text) {
        return Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, text, StandardCharsets.US_ASCII);
    }

    private String data(Buffer in) {
        return new String(reading.data(in), StandardCharsets.US_ASCII);
    }

    @Test
    void theChunksOfOneReadAreOnePiece() {
        Buffer in = read("1\r\na\r\n".repeat(1_000) + "0\r\n\r\nGET /");
        assertEquals("a".repeat(1_000), data(in));
        assertTrue(reading.isWhole());
        assertEquals("GET /".length(), in.remaining());
    }

    @Test
    void aReadMayEndAnywhere() {
        String body = "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nA: b\r\n\r\n";
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            assertFalse(reading.isWhole());
            data.append(data(read(body.substring(i, i + 1))));
        }
        assertEquals("abcde", data.toString());
        assertTrue(reading.isWhole());
    }
}
