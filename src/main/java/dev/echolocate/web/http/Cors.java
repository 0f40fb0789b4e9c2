package dev.echolocate.web.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pages of other origins that are let in may read (Fetch 3.3): answers and refusals, and when to try again. */
public final class Cors {
    private static final String VARY = "Accept, Origin";

    private Cors() {}

    /**
     * Headers of a response.
     *
     * @param origin of a page that may read it, or null
     */
    public static Map<String, String> headers(@Nullable String origin) {
        return origin == null
                ? Map.of("Vary", VARY)
                : Map.of(
                        "Vary", VARY,
                        "Access-Control-Allow-Origin", origin,
                        "Access-Control-Expose-Headers", "Retry-After");
    }
}
