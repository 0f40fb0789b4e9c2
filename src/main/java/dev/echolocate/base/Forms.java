package dev.echolocate.base;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms that keys have. */
final class Forms {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,18})([kmg]?)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");
    private static final Map<String, Integer> SHIFT = Map.of("", 0, "k", 10, "m", 20, "g", 30);
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

    private static final Pattern HOST = Pattern.compile("\\*|(\\*\\.)?[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9._-]+");

    private Forms() {}

    static Form<Integer> whole(int min, int max) {
        return new Form<>(
                "a whole number from " + min + " to " + max,
                text -> (int) inRange(Integer.parseInt(text), min, max),
                value -> Integer.toString(value));
    }

    static Form<Boolean> yesOrNo() {
        return new Form<>("true or false", text -> either(text, "true", "false"), String::valueOf, Form.FormKind.FLAG);
    }

    static Form<Boolean> onOrOff() {
        return new Form<>("on or off", text -> either(text, "on", "off"), value -> value ? "on" : "off");
    }

    static Form<List<Network>> networks() {
        return list("addresses or networks such as 10.0.0.0/8 or fd00::1, separated by commas", Network::parse);
    }

    /** RFC 1123 2.1, in any case; maybe with a star for the first label. */
    static Form<List<String>> hosts() {
        return list(
                "names such as live.example.org or *.example.org (no port), separated by commas, or * for any",
                name -> matched(HOST, name));
    }

    /** RFC 6454 6.2, as browsers send it in the Origin header: lower case, no default port. */
    static Form<List<String>> origins() {
        return list(
                "origins such as https://example.org or http://localhost:3000 (no path), separated by commas, or * for any",
                Forms::origin);
    }

    private static <T> Form<List<T>> list(String allowed, Function<String, T> one) {
        return new Form<>(
                allowed,
                text -> text.isEmpty()
                        ? List.of()
                        : Stream.of(text.split(",", -1))
                                .map(String::strip)
                                .map(one)
                                .toList(),
                value -> value.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    static Form<Integer> size(int min, int max) {
        return new Form<>(
                "a number of bytes such as 65536, 64k or 1m, from " + writeBytes(min) + " to " + writeBytes(max),
                text -> (int) inRange(bytes(text), min, max),
                value -> writeBytes(value));
    }

    static Form<Long> volume(long min) {
        return new Form<>(
                "a number of bytes such as 512k, 64m or 1g, at least " + writeBytes(min),
                text -> inRange(bytes(text), min, Long.MAX_VALUE),
                Forms::writeBytes,
                Form.FormKind.HEAP_SHARE);
    }

    static Form<Duration> duration(Duration min, Duration max) {
        return new Form<>(
                "a duration such as 500ms, 20s or 2m, from " + writeDuration(min) + " to " + writeDuration(max),
                text -> Duration.ofMillis(inRange(duration(text).toMillis(), min.toMillis(), max.toMillis())),
                Forms::writeDuration);
    }

    static Form<String> matching(String allowed, Pattern pattern) {
        return new Form<>(allowed, text -> matched(pattern, text), value -> value);
    }

    static Form<String> secret() {
        return new Form<>("any text", text -> text, value -> value, Form.FormKind.SECRET);
    }

    private static String matched(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** One that this operating system could have, whether there is such a file or not. */
    static Form<String> path(String allowed) {
        return new Form<>(
                allowed,
                text -> {
                    if (text.chars().anyMatch(Character::isISOControl)) {
                        throw new IllegalArgumentException(allowed);
                    }
                    var unused = Path.of(text);
                    return text;
                },
                value -> value);
    }

    private static boolean either(String text, String yes, String no) {
        if (text.equalsIgnoreCase(yes) || text.equalsIgnoreCase(no)) {
            return text.equalsIgnoreCase(yes);
        }
        throw new IllegalArgumentException(text);
    }

    private static long inRange(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(value + " is not within " + min + " and " + max);
        }
        return value;
    }

    private static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(SHIFT.getOrDefault(matcher.group(2), 0));
        return bytes.bitLength() < Long.SIZE ? bytes.longValue() : -1;
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofMillis(Long.parseLong(matcher.group(1)) * MILLIS.getOrDefault(matcher.group(2), 1L));
    }

    private static String origin(String text) {
        if (text.equals("*")) {
            return text;
        }
        Origin origin = Origin.parse(text);
        if (origin == null
                || !(origin.host().startsWith("[")
                        || HOST_NAME.matcher(origin.host()).matches())) {
            throw new IllegalArgumentException(text);
        }
        return origin.toString();
    }

    static String writeBytes(long bytes) {
        for (Map.Entry<String, Integer> unit : List.of(Map.entry("g", 30), Map.entry("m", 20), Map.entry("k", 10))) {
            long one = 1L << unit.getValue();
            if (bytes >= one && bytes % one == 0) {
                return bytes / one + unit.getKey();
            }
        }
        return Long.toString(bytes);
    }

    static String writeDuration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds >= 60 && seconds % 60 == 0) {
            return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
        }
        return seconds + "s";
    }
}
