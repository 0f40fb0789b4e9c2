package dev.echolocate.web;

import dev.echolocate.base.JsonWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The tile server that the operator has chosen for the tracker's map. Immutable.
 *
 * @param template https://…/{z}/{x}/{y}.png; empty: none, and no page asks anybody but us for anything
 * @param attribution who made it, as text
 * @param maxZoom the closest zoom that it has
 */
public record MapTiles(String template, String attribution, int maxZoom) {
    public static final MapTiles NONE = new MapTiles("", "", 0);

    /** Scheme, host and port as a source of a Content-Security-Policy; null where there is no tile server. */
    @Nullable
    String origin() {
        if (template.isEmpty()) {
            return null;
        }
        URI uri = URI.create(template.substring(0, template.indexOf('/', "https://".length())));
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    /** What a page reads: {@code {"tiles": {"url", "attribution", "maxZoom"} or null}}. */
    public String json() {
        JsonWriter json = new JsonWriter().object();
        if (template.isEmpty()) {
            return json.raw("tiles", "null").done();
        }
        return json.object("tiles")
                .member("url", template)
                .member("attribution", attribution)
                .member("maxZoom", maxZoom)
                .done();
    }
}
