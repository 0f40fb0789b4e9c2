package dev.echolocate.web;

import dev.echolocate.base.Key;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table for every response: pages, libraries, errors; in containers and embedded alike. But for {@link #HSTS}, which is
 * for those over TLS alone.
 */
public final class SecurityHeaders {
    public static final Key<Duration> HSTS_LIFE = Key.duration("hsts", "0s", "0s", "17520h")
            .means(
                    "For how long browsers that were here over TLS are to come by TLS alone (RFC 6797):"
                            + " `Strict-Transport-Security: max-age=`, with each answer over https, or to a proxy in `proxies`"
                            + " that says so. 0 sends none. They hold to it even when you no longer want it, so begin with `1h`;"
                            + " `8760h` is a year. With `self-signed` it is not sent, because no browser would let anybody in.");

    /** RFC 6797 7.2: not over plain HTTP, where anybody could have written it. */
    public static final String HSTS = "Strict-Transport-Security";

    private SecurityHeaders() {}

    /** Name to value, in the order to send. */
    public static Map<String, String> table() {
        return table(MapTiles.NONE);
    }

    /**
     * The same, where pages may also show pictures of a tile server.
     *
     * @param hsts for how long a browser that has been here is to ask by TLS alone; zero for nothing of it
     */
    public static Map<String, String> table(MapTiles tiles, Duration hsts) {
        Map<String, String> table = table(tiles);
        if (!hsts.isZero()) {
            table.put(HSTS, "max-age=" + hsts.toSeconds());
        }
        return table;
    }

    /** The same, without {@link #HSTS}. */
    public static Map<String, String> table(MapTiles tiles) {
        @Nullable String origin = tiles.origin();
        Map<String, String> table = new LinkedHashMap<>();
        table.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:"
                        + (origin == null ? "" : " " + origin)
                        + "; font-src 'self';"
                        + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none';"
                        + " base-uri 'none'; frame-ancestors 'none'");
        table.put("X-Content-Type-Options", "nosniff");
        table.put("Referrer-Policy", "strict-origin-when-cross-origin");
        table.put("Permissions-Policy", "geolocation=(self), screen-wake-lock=(self), camera=(), microphone=()");
        table.put("Cross-Origin-Resource-Policy", "same-origin");
        return table;
    }
}
