package dev.echolocate.web;

import dev.echolocate.base.Key;
import dev.echolocate.base.Origin;
import dev.echolocate.base.Text;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose pages may come in (RFC 6455 10.2): our own, and the configured ones. An absent Origin is a program, not a
 * page, and is let in. Immutable.
 */
public final class Gate {
    public static final Key<List<String>> ORIGINS = Key.origins("origins")
            .means("Origins of foreign pages that may open WebSockets and read feeds here, besides our own pages."
                    + " Empty means same origin only. Programs that send no Origin header are always let in.");

    public static final Key<Boolean> WEBSOCKET = Key.yesOrNo("websocket", true)
            .means("Whether WebSockets are let in. If not, each handshake is refused with 403, and pages read and"
                    + " write over HTTP: to see what those do who sit behind a proxy that knows no WebSocket.");

    private final Set<Origin> origins;
    private final boolean all;
    private final boolean webSocket;

    /**
     * @param origins foreign ones, as browsers write them; {@code *} lets all in
     * @param webSocket whether WebSockets are let in at all
     */
    public Gate(List<String> origins, boolean webSocket) {
        this.all = origins.contains("*");
        this.origins =
                origins.stream().map(Origin::parse).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
        this.webSocket = webSocket;
    }

    /** Why no handshake may go on, or null where they may. */
    @Nullable
    String webSocketOff() {
        return webSocket
                ? null
                : "WebSocket is switched off here: the setting \"websocket\". Feeds are read over HTTP, too: feeds/";
    }

    /**
     * Why a request over HTTP is refused, or null where it may go on.
     *
     * @param site the Sec-Fetch-Site header (W3C Fetch Metadata): tells of foreign pages where there is no Origin
     */
    @Nullable
    String request(boolean secure, @Nullable String host, @Nullable String origin, @Nullable String site) {
        if (origin == null && "cross-site".equals(site)) {
            return "a page of another site asked for it (Sec-Fetch-Site: cross-site)";
        }
        return refusal(secure, host, origin);
    }

    /**
     * Why a request is refused, or null where it may go on. The text goes into the body of the 403: it tells the operator
     * which setting to change.
     *
     * @param secure whether the connection is TLS. If not, TLS may end at a proxy in front, so an https origin is as good.
     * @param host the Host header
     * @param origin the Origin header
     */
    @Nullable
    String refusal(boolean secure, @Nullable String host, @Nullable String origin) {
        if (origin == null || all) {
            return null;
        }
        Origin page = Origin.parse(origin);
        if (page != null && (origins.contains(page) || (host != null && isSame(secure, host, page)))) {
            return null;
        }
        return "The page's origin, " + Text.shown(origin) + ", is not this server's (Host: "
                + (host == null ? "none" : Text.shown(host))
                + "). To let it in, add it to the setting \"origins\": --origins, -Decholocate.origins or"
                + " ECHOLOCATE_ORIGINS. Behind a proxy, let it pass the Host header on.";
    }

    /** Behind a page of https, plain http is as good: see above. */
    private static boolean isSame(boolean secure, String host, Origin page) {
        boolean known = !secure || page.scheme().equals("https");
        return known && page.equals(Origin.of(page.scheme(), host));
    }
}
