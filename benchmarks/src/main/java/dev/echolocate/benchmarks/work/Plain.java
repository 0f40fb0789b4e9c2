package dev.echolocate.benchmarks.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** 100 bytes of text, which begin with the number in hexadecimal. */
final class Plain implements Dialect {
    static final int LENGTH = 100;
    private static final int DIGITS = 16;

    @Override
    public String subprotocol() {
        return "";
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
        byte[] text = new byte[LENGTH];
        for (int i = 0; i < DIGITS; i++) {
            text[i] = (byte) HexFormat.of().toLowHexDigit((int) (number >>> (60 - 4 * i)));
        }
        Arrays.fill(text, DIGITS, LENGTH, (byte) 'x');
        return text;
    }

    @Override
    public String decode(ByteBuffer buffer, int from, int length, LongConsumer numbers) {
        if (length != LENGTH) {
            return quote(buffer, from, length);
        }
        numbers.accept(number(buffer, from));
        return "";
    }

    static long number(ByteBuffer buffer, int from) {
        long number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            number = number << 4 | HexFormat.fromHexDigit(buffer.get(i));
        }
        return number;
    }

    /** The beginning of what nobody expects, for who looks for the fault. */
    static String quote(ByteBuffer buffer, int from, int length) {
        byte[] bytes = new byte[Math.min(length, 200)];
        buffer.get(from, bytes);
        return "unexpected: " + new String(bytes, StandardCharsets.UTF_8);
    }
}
