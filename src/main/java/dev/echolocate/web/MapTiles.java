package dev.echolocate.web;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Key;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The tile server that the operator has chosen for the tracker's map. Immutable.
 *
 * @param template https://…/{z}/{x}/{y}.png; empty: none, and no page asks anybody but us for anything
 * @param attribution who made it, as text
 * @param maxZoom the closest zoom that it has
 * @param ask whether it is asked for nothing before the person agrees
 */
public record MapTiles(String template, String attribution, int maxZoom, boolean ask) {
    public static final Key<String> TILES = Key.text(
                    "map.tiles",
                    "",
                    "empty, or the address of tiles such as https://tiles.example.org/{z}/{x}/{y}.png",
                    "|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/(?=\\S*\\{z})(?=\\S*\\{x})(?=\\S*\\{y})[A-Za-z0-9._~/?&=%@:+,{}-]+")
            .means("Tile server whose map the tracker shows instead of the outline of the land. Browsers then ask"
                    + " that server for pictures of the places that people look at; without it, they ask nobody but this"
                    + " one.");

    public static final Key<Boolean> ASK = Key.yesOrNo("map.ask", false)
            .means("Whether the page asks each person before their browser asks the server of `map.tiles` for anything."
                    + " Until they agree, the outline of the land is shown.");

    public static final Key<String> ATTRIBUTION = Key.text(
                    "map.attribution", "", "a text of at most 300 characters", "\\P{Cntrl}{0,300}")
            .means("Who made the map of `map.tiles` or `map.file`, as its makers want to be named. Addresses in it that"
                    + " begin with https:// become links, and so does OpenStreetMap. Of `map.file`, it is by default what"
                    + " the file says, or `© OpenStreetMap contributors`.");

    public static final Key<Integer> MAX_ZOOM = Key.whole("map.max-zoom", 19, 1, 22)
            .means("The closest zoom that `map.tiles` has. Beyond it, its tiles are enlarged.");

    public static final MapTiles NONE = new MapTiles("", "", 0, false);

    /** Scheme, host and port as a source of a Content-Security-Policy; null where there is no tile server. */
    @Nullable
    String origin() {
        if (template.isEmpty()) {
            return null;
        }
        URI uri = URI.create(template.substring(0, template.indexOf('/', "https://".length())));
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    /** What a page reads: {@code {"url", "attribution", "maxZoom", "ask"?}} or null. */
    public String json() {
        if (template.isEmpty()) {
            return "null";
        }
        return new JsonWriter()
                .object()
                .member("url", template)
                .member("attribution", attribution)
                .member("maxZoom", maxZoom)
                .flag("ask", ask)
                .done();
    }
}
