package dev.echolocate.benchmarks.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Positions of people in {@code feed.v1}: person {@code p7} walks east, a millionth of a degree a step. The number of a
 * position is {@code step * people + person}.
 */
final class Positions implements Dialect {
    private static final long MILLION = 1_000_000;
    private static final byte[] ID = ascii("\"id\":\"p");
    private static final byte[] LONGITUDE = ascii("\"lon\":");
    private static final byte[] BRACE = ascii("}");
    private static final byte[] ERROR = ascii("{\"error\"");

    private final int people;
    private byte[] example = {};

    Positions(int people) {
        this.people = people;
    }

    @Override
    public String subprotocol() {
        return "feed.v1";
    }

    @Override
    public int keys() {
        return people;
    }

    @Override
    public boolean conflates() {
        return true;
    }

    @Override
    public byte[] encode(long number) {
        long person = number % people;
        long east = offset(person) + number / people;
        return ascii(String.format(
                Locale.ROOT,
                "{\"id\":\"p%d\",\"lat\":47.%06d,\"lon\":%d.%06d}",
                person,
                (person + 1) * 104_729 % 400_000 + number * 31 % 40,
                1 + east / MILLION,
                east % MILLION));
    }

    /** Where somebody begins: nobody is where others are, or compression would find more alike than there is. */
    private static long offset(long person) {
        return person * 7_919 % 1_000 * 1_000;
    }

    @Override
    public String decode(ByteBuffer buffer, int from, int length, LongConsumer numbers) {
        int end = from + length;
        if (length > ERROR.length && Bytes.find(buffer, from, from + ERROR.length, ERROR) >= 0) {
            return Plain.quote(buffer, from, length);
        }
        for (int at = Bytes.find(buffer, from, end, ID); at >= 0; at = Bytes.find(buffer, at, end, ID)) {
            int digits = at;
            long person = 0;
            for (; digit(buffer, at); at++) {
                person = 10 * person + buffer.get(at) - '0';
            }
            if (at == digits || buffer.get(at) != '"') {
                continue; // the id that the server offers, which begins as ours do
            }
            int begun = digits - ID.length - 1;
            at = Bytes.find(buffer, at, end, LONGITUDE);
            if (at < 0) {
                break;
            }
            if (person == 0) {
                example = item(buffer, begun, end);
            }
            numbers.accept((microdegrees(buffer, at) - MILLION - offset(person)) * people + person);
        }
        return "";
    }

    /** Its bytes, with both braces; nothing in it has some of its own. */
    private static byte[] item(ByteBuffer buffer, int from, int end) {
        int to = Bytes.find(buffer, from, end, BRACE);
        byte[] bytes = new byte[Math.max(0, to - from)];
        buffer.get(from, bytes);
        return bytes;
    }

    /** The newest item of the first person, as the server wrote it. */
    @Override
    public String example() {
        return new String(example, StandardCharsets.UTF_8);
    }

    private static long microdegrees(ByteBuffer buffer, int from) {
        long value = 0;
        int at = from;
        for (; digit(buffer, at); at++) {
            value = 10 * value + buffer.get(at) - '0';
        }
        boolean point = buffer.get(at) == '.';
        for (long scale = 1; scale < MILLION; scale *= 10) {
            value *= 10;
            if (point && digit(buffer, at + 1)) {
                value += buffer.get(++at) - '0';
            }
        }
        return value;
    }

    private static boolean digit(ByteBuffer buffer, int at) {
        byte character = buffer.get(at);
        return character >= '0' && character <= '9';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
