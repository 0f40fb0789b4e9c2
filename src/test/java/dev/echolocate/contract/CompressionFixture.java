package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Where;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** permessage-deflate (RFC 7692), which is our own server's: what its tests have in common. */
@On(Where.OWN)
abstract class CompressionFixture extends ContractTest {
    static final int RSV1 = 4;
    static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @Override
    protected Map<String, String> settings() {
        return Map.of("echo.max-message", "1m", "deflate.max-total", "1m");
    }

    RawClient open(String path, String offer, String... protocols) {
        Handshake handshake = Handshake.to(server(), path).extensions(offer);
        return closeAfter((protocols.length == 0 ? handshake : handshake.protocols(protocols)).open());
    }

    RawClient echo() {
        return open("/echo?prefix=", "permessage-deflate; client_max_window_bits");
    }

    static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length + 1000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    static byte[] deflated(String text) {
        return deflated(text.getBytes(StandardCharsets.UTF_8));
    }

    static String inflated(Frame frame) throws DataFormatException {
        assertEquals(RSV1, frame.rsv());
        assertTrue(frame.fin());
        Inflater inflater = new Inflater(true);
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(frame.payload());
        in.writeBytes(new byte[] {0, 0, -1, -1});
        inflater.setInput(in.toByteArray());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] out = new byte[10_000];
        for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out)) {
            all.write(out, 0, n);
        }
        inflater.end();
        return all.toString(StandardCharsets.UTF_8);
    }

    static Frame compressed(byte[] payload) {
        return Frame.of(Frame.TEXT, payload).rsv(RSV1);
    }

    /** Of so many bytes, and easily made shorter. */
    static String words(int length) {
        StringBuilder text = new StringBuilder();
        Random random = new Random(length);
        while (text.length() < length) {
            text.append("word").append(random.nextInt(1000)).append(' ');
        }
        return text.substring(0, length);
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
