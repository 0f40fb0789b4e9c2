package dev.echolocate.compare;

import dev.echolocate.base.Names;
import dev.echolocate.base.Query;
import org.jspecify.annotations.Nullable;

/**
 * Whose bytes those of a request are: it says so with {@code ?traffic=}. A claim, which changes nothing but the figures of
 * its channel. Immutable.
 *
 * @param channel of the broadcast, a valid name
 */
public record Label(String channel, Way way) {
    private static final String PARAMETER = "traffic";
    private static final String WEBSOCKET = "/broadcast";
    private static final String HTTP = "/feeds/broadcast/";

    /**
     * The label of a request; null where it has none that is known, or is no request of the broadcast.
     *
     * @param path undecoded, under the context path
     * @param query undecoded, without {@code ?}, or null
     */
    public static @Nullable Label of(String path, @Nullable String query) {
        if (query == null || !query.contains(PARAMETER)) {
            return null;
        }
        String channel = channel(path);
        Way way = Way.of(Query.of(query).get(PARAMETER));
        return channel == null || way == null || !Names.valid(channel) ? null : new Label(channel, way);
    }

    private static @Nullable String channel(String path) {
        if (path.equals(WEBSOCKET)) {
            return Names.DEFAULT;
        }
        if (path.startsWith(WEBSOCKET + "/")) {
            return path.substring(WEBSOCKET.length() + 1);
        }
        return path.startsWith(HTTP) ? path.substring(HTTP.length()) : null;
    }
}
