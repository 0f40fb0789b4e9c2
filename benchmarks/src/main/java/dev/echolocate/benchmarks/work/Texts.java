package dev.echolocate.benchmarks.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** The text of {@link Plain} as messages of {@code feed.v1}, whose frames have many. */
final class Texts implements Dialect {
    private static final byte[] TEXT = "\"text\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "{\"error\"".getBytes(StandardCharsets.US_ASCII);

    private final Plain plain = new Plain();

    @Override
    public String subprotocol() {
        return "feed.v1";
    }

    @Override
    public int keys() {
        return 1;
    }

    @Override
    public boolean conflates() {
        return false;
    }

    @Override
    public byte[] encode(long number) {
        String text = new String(plain.encode(number), StandardCharsets.US_ASCII);
        return ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String decode(ByteBuffer buffer, int from, int length, LongConsumer numbers) {
        int end = from + length;
        if (length > ERROR.length && Bytes.find(buffer, from, from + ERROR.length, ERROR) >= 0) {
            return Plain.quote(buffer, from, length);
        }
        for (int at = Bytes.find(buffer, from, end, TEXT); at >= 0; at = Bytes.find(buffer, at, end, TEXT)) {
            numbers.accept(Plain.number(buffer, at));
            at += Plain.LENGTH;
        }
        return "";
    }
}
