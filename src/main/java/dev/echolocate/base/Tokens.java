package dev.echolocate.base;

import java.util.List;
import java.util.stream.Stream;

/** Lists and tokens in headers (RFC 9110 5.6). Pure. */
public final class Tokens {
    private Tokens() {}

    /** The elements of a list that comes in these lines; empty ones are ignored (RFC 9110 5.6.1.2). */
    public static List<String> of(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(Tokens::stripped)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** Only of blanks that HTTP knows (RFC 9110 5.6.3). */
    private static String stripped(String element) {
        return element.replaceAll("^[ \\t]+|[ \\t]+$", "");
    }

    /** Whether a list has an element, in any case. */
    public static boolean have(List<String> lines, String token) {
        return of(lines).stream().anyMatch(token::equalsIgnoreCase);
    }

    /** RFC 9110 5.6.2. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(Tokens::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
