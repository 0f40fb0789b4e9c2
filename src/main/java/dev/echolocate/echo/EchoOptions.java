package dev.echolocate.echo;

import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Query;
import dev.echolocate.base.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the echo, in the query of its handshake. Immutable. The ranges bound what one session costs:
 * nothing that can be asked for makes memory or threads grow with the asking.
 *
 * @param prefix what goes before each text
 * @param delayMillis milliseconds from a message to its reply, and from the last of them to the end
 * @param frames fragments of each reply (RFC 6455 5.4)
 * @param pingMillis milliseconds from one ping to the next (RFC 6455 5.5.2), or 0: none is asked for
 * @param report whether each pong is told of
 * @param mute whether nothing is answered
 * @param size bytes of each reply, or -1: as long as what came
 * @param ending how the server ends the session, or null: it doesn't
 */
public record EchoOptions(
        String prefix,
        int delayMillis,
        int frames,
        int pingMillis,
        boolean report,
        boolean mute,
        int size,
        @Nullable RequestedEnd ending) {
    public static final int MAX_DELAY_MILLIS = 60_000;
    public static final int MAX_FRAMES = 1_000;

    /** Faster ones would measure the timer. */
    public static final int MIN_PING_MILLIS = 100;

    public static final int MAX_PING_MILLIS = 60_000;
    public static final int MAX_SIZE = 1 << 20;
    public static final int MAX_AFTER = 1_000_000;

    /** RFC 6455 5.5: 125 bytes of a control frame, less the code. */
    public static final int MAX_REASON = 123;

    /** Characters: a session keeps them, and each reply has them. */
    public static final int MAX_PREFIX = 1_000;

    private static final String CODES = "a code that may be sent: 1000-1003, 1007-1014 or 3000-4999";

    /** All names but {@code prefix}. */
    private static final List<String> MORE =
            List.of("delay", "frames", "ping", "report", "mute", "size", "close", "reason", "after", "drop");

    /** Nothing asked for. */
    public static final EchoOptions NONE = new EchoOptions("echo: ", 0, 1, 0, false, false, -1, null);

    /**
     * The end of a session, by the server.
     *
     * @param drop whether the connection ends without a close frame; code and reason then count nothing
     * @param after how many messages are answered before
     */
    public record RequestedEnd(boolean drop, int code, String reason, int after) {}

    /** Something that can't be asked for. The message is for the client: ASCII, and short enough for a close frame. */
    public static final class WrongOptionException extends Exception {
        WrongOptionException(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** Whether anything is asked for but a prefix, right or wrong. */
    public static boolean any(Query query) {
        return MORE.stream().anyMatch(name -> query.get(name) != null);
    }

    /** Reads the options; names that are none of ours are left alone. */
    public static EchoOptions of(Query query) throws WrongOptionException {
        OptionValues values = new OptionValues(query);
        String prefix = query.get("prefix");
        if (prefix != null && prefix.length() > MAX_PREFIX) {
            throw new WrongOptionException("prefix: at most " + MAX_PREFIX + " characters");
        }
        int pingMillis = values.number("ping", MIN_PING_MILLIS, MAX_PING_MILLIS, 0);
        boolean report = values.flag("report");
        if (report && pingMillis == 0) {
            throw new WrongOptionException("report: only with ping");
        }
        return new EchoOptions(
                prefix == null ? NONE.prefix : Text.repair(prefix),
                values.number("delay", 0, MAX_DELAY_MILLIS, 0),
                values.number("frames", 1, MAX_FRAMES, 1),
                pingMillis,
                report,
                values.flag("mute"),
                values.number("size", 0, MAX_SIZE, -1),
                ending(query, values));
    }

    /** Why the options can't be had, or null where they can. */
    public static @Nullable String refusal(Query query) {
        try {
            of(query);
            return null;
        } catch (WrongOptionException e) {
            return e.getMessage();
        }
    }

    private static @Nullable RequestedEnd ending(Query query, OptionValues values) throws WrongOptionException {
        int code = values.number("close", 0, 65_535, -1);
        boolean drop = values.flag("drop");
        int after = values.number("after", 0, MAX_AFTER, 0);
        String reason = query.get("reason");
        if (code >= 0 && drop) {
            throw new WrongOptionException("close, drop: one of them");
        }
        if (code >= 0 && !CloseCode.sendable(code)) {
            throw new WrongOptionException("close: " + CODES + ", not " + code);
        }
        if (reason != null && code < 0) {
            throw new WrongOptionException("reason: only with close");
        }
        if (reason != null && Text.utf8Length(reason) > MAX_REASON) {
            throw new WrongOptionException(
                    "reason: at most " + MAX_REASON + " bytes in UTF-8, not " + Text.utf8Length(reason));
        }
        if (code < 0 && !drop) {
            if (query.get("after") != null) {
                throw new WrongOptionException("after: only with close or drop");
            }
            return null;
        }
        return new RequestedEnd(drop, code, reason == null ? "" : Text.repair(reason), after);
    }

    private record OptionValues(Query query) {
        private static final int SHOWN = 16;

        int number(String name, int least, int most, int otherwise) throws WrongOptionException {
            String value = query.get(name);
            if (value == null) {
                return otherwise;
            }
            // No more digits than fit: so it parses, and a sign or another script's digits don't.
            if (value.matches("[0-9]{1,9}")) {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw new WrongOptionException(name + ": " + least + " to " + most + ", not " + shown(value));
        }

        boolean flag(String name) throws WrongOptionException {
            String value = query.get(name);
            if (value == null || value.equals("0")) {
                return false;
            }
            if (value.equals("1")) {
                return true;
            }
            throw new WrongOptionException(name + ": 1 or 0, not " + shown(value));
        }

        private static String shown(String value) {
            String clean = value.replaceAll("[^\\x20-\\x7E]", "?");
            return '"' + (clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...") + '"';
        }
    }
}
