package dev.echolocate.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose pages may come in (RFC 6455 10.2): our own, and the configured ones. An absent Origin is a program, not a
 * page, and is let in. Immutable.
 */
public final class Gate {
    private static final int MAX_PORT = 65_535;

    private final List<String> origins;
    private final boolean webSocket;

    /**
     * @param origins foreign ones, as browsers write them; {@code *} lets all in
     * @param webSocket whether WebSockets are let in at all
     */
    public Gate(List<String> origins, boolean webSocket) {
        this.origins = origins.stream().map(o -> o.toLowerCase(Locale.ROOT)).toList();
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
        if (origin == null || origins.contains("*") || origins.contains(origin.toLowerCase(Locale.ROOT))) {
            return null;
        }
        if (host != null && sameOrigin(secure, host, origin)) {
            return null;
        }
        return "The page's origin, " + shown(origin) + ", is not this server's (Host: "
                + (host == null ? "none" : shown(host))
                + "). To let it in, add it to the setting \"origins\": --origins, -Decholocate.origins or"
                + " ECHOLOCATE_ORIGINS. Behind a proxy, let it pass the Host header on.";
    }

    private static boolean sameOrigin(boolean secure, String host, String origin) {
        try {
            URI page = new URI(origin);
            String scheme = page.getScheme();
            if (page.getHost() == null || (!"https".equals(scheme) && (secure || !"http".equals(scheme)))) {
                return false;
            }
            URI here = new URI(scheme + "://" + host);
            return page.getHost().equalsIgnoreCase(here.getHost())
                    && port(page) == port(here)
                    && port(here) <= MAX_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static String shown(String header) {
        String clean = header.replaceAll("[^\\x21-\\x7E]", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "...";
    }
}
