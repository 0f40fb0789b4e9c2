package dev.echolocate.base;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text. Pure. */
public final class Decimals {
    /** From here on ECMAScript writes an exponent. */
    private static final int MAX_PLAIN_DIGITS = 21;

    private static final int MAX_PLAIN_ZEROS = 6;
    private static final double EXACT = 1e15;
    private static final long TEN_MILLION = 10_000_000;

    private Decimals() {}

    /**
     * The shortest decimal that is this double, as ECMAScript's Number::toString writes it (ECMA-262 6.1.6.1.20), which
     * is also JSON. Two doubles have the same text only if they are equal; it has 24 characters at most.
     *
     * @param value finite
     */
    public static String of(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            return Long.toString((long) value);
        }
        BigDecimal shortest = shortest(Math.abs(value));
        return (value < 0 ? "-" : "") + positive(shortest.unscaledValue().toString(), shortest.scale());
    }

    /** Appends a number of ten millionths, without an exponent. */
    public static void append(StringBuilder text, long tenMillionths) {
        long all = Math.abs(tenMillionths);
        text.append(tenMillionths < 0 ? "-" : "").append(all / TEN_MILLION);
        long fraction = all % TEN_MILLION;
        if (fraction != 0) {
            int point = text.length();
            // The leading 1 keeps the zeros behind it, and gives its place to the point.
            text.append(TEN_MILLION + fraction).setCharAt(point, '.');
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
    }

    /** Before version 19 (JDK-4511638), {@link Double#toString} sometimes has a digit too many. */
    private static BigDecimal shortest(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        while (shortest.precision() > 1) {
            BigDecimal shorter =
                    shortest.round(new MathContext(shortest.precision() - 1)).stripTrailingZeros();
            if (shorter.doubleValue() != value) {
                return shortest;
            }
            shortest = shorter;
        }
        return shortest;
    }

    private static String positive(String digits, int scale) {
        int point = digits.length() - scale;
        if (point > 0 && point <= MAX_PLAIN_DIGITS) {
            return scale <= 0
                    ? digits + "0".repeat(-scale)
                    : digits.substring(0, point) + '.' + digits.substring(point);
        }
        if (point <= 0 && point > -MAX_PLAIN_ZEROS) {
            return "0." + "0".repeat(-point) + digits;
        }
        String fraction = digits.length() == 1 ? "" : '.' + digits.substring(1);
        return digits.charAt(0) + fraction + 'e' + (point > 0 ? "+" : "") + (point - 1);
    }
}
