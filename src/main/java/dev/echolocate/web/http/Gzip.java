package dev.echolocate.web.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a client takes gzip (RFC 9110 12.5.3). Pure. */
public final class Gzip {
    private static final Pattern CODING =
            Pattern.compile("(?:^|,)\\s*gzip\\s*(?:;\\s*q=([0-9.]+)\\s*)?(?:,|$)", Pattern.CASE_INSENSITIVE);

    private Gzip() {}

    public static boolean accepted(@Nullable String acceptEncoding) {
        Matcher found = CODING.matcher(acceptEncoding == null ? "" : acceptEncoding);
        if (!found.find()) {
            return false;
        }
        String weight = found.group(1);
        return weight == null || !weight.matches("0(\\.0*)?");
    }
}
