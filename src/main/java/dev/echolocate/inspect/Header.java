package dev.echolocate.inspect;

import java.util.Locale;
import java.util.Set;

/** A header's field (RFC 9110 5): a name in any case, and a value. */
public record Header(String name, String value) {
    /** What stands for a value that is nobody's business. */
    public static final String BLANK = "***";

    private static final Set<String> SECRET = Set.of("cookie", "authorization", "proxy-authorization");

    /** The same, without the value where it would let others in. */
    public Header blanked() {
        return SECRET.contains(name.strip().toLowerCase(Locale.ROOT)) ? new Header(name, BLANK) : this;
    }
}
