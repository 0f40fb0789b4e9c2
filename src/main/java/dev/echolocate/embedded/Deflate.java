package dev.echolocate.embedded;

import dev.echolocate.base.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed on about permessage-deflate (RFC 7692 7.1): no side keeps its window from one message to the next. So a message can
 * be compressed once for many sessions, and an idle session keeps nothing.
 */
final class Deflate {
    static final String NAME = "permessage-deflate";

    /** The answer to an offer that is taken. */
    static final String ANSWER = NAME + "; server_no_context_takeover; client_no_context_takeover";

    /** The largest window, in bits, which is what we compress with: a smaller one is not offered by our library (7.1.2.1). */
    private static final String LARGEST = "15";

    private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");
    private static final Set<String> FLAGS = Set.of("server_no_context_takeover", "client_no_context_takeover");
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    private Deflate() {}

    /**
     * The answer to the first of the offers that can be taken; null where none can.
     *
     * @param offers lines of {@code Sec-WebSocket-Extensions}
     */
    static @Nullable String answer(List<String> offers) {
        for (String offer : Tokens.of(offers)) {
            Set<String> parameters = new HashSet<>();
            if (canTake(offer.split(";", -1), parameters)) {
                return parameters.contains(SERVER_BITS) ? ANSWER + "; " + SERVER_BITS + "=" + LARGEST : ANSWER;
            }
        }
        return null;
    }

    /** An offer with a parameter that has no meaning, comes twice or has a wrong value is to be declined (7.1). */
    private static boolean canTake(String[] offer, Set<String> seen) {
        for (int i = 1; i < offer.length; i++) {
            String[] parameter = offer[i].split("=", 2);
            String name = parameter[0].strip().toLowerCase(Locale.ROOT);
            String value = parameter.length < 2 ? "" : unquoted(parameter[1].strip());
            if (!seen.add(name) || !suits(name, parameter.length > 1, value)) {
                return false;
            }
        }
        return offer[0].strip().equalsIgnoreCase(NAME);
    }

    private static boolean suits(String name, boolean hasValue, String value) {
        if (FLAGS.contains(name)) {
            return !hasValue;
        }
        if (name.equals(CLIENT_BITS)) {
            return !hasValue || BITS.matcher(value).matches();
        }
        return name.equals(SERVER_BITS) && value.equals(LARGEST);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
