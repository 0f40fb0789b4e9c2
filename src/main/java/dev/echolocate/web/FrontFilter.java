package dev.echolocate.web;

import dev.echolocate.base.Peer;
import dev.echolocate.base.Query;
import dev.echolocate.base.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In containers: the security headers, nothing of the launcher, and, where handshakes pass filters, a refusal that
 * explains itself.
 */
public final class FrontFilter extends HttpFilter {
    /** The attribute of a request that is refused, for who answers it in terms of its own: a {@link Refused}. */
    public static final String REFUSED = FrontFilter.class.getName() + ".refused";

    private static final int UPGRADE_REQUIRED = 426;

    /** Not served by the embedded server either, which does not unpack it. */
    private static final String LAUNCHER = "/dev/";

    private final transient Admission admission;
    private final transient Map<String, String> headers;
    private final transient Set<String> exchanges;
    private final transient Set<String> open;
    private final transient Runnable end;

    /**
     * @param headers on every response
     * @param exchanges names of the servlets that say by themselves why a request is refused
     * @param open names of those of them that answer whoever asks
     * @param end of the application: containers end filters before listeners, and Tomcat's own listener ends all sessions at once
     */
    public FrontFilter(
            Admission admission, Map<String, String> headers, Set<String> exchanges, Set<String> open, Runnable end) {
        this.end = end;
        this.open = Set.copyOf(open);
        this.exchanges = Set.copyOf(exchanges);
        this.admission = admission;
        this.headers = Map.copyOf(headers);
    }

    @Override
    public void destroy() {
        end.run();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Asking asking = new ServletAsking(request);
        headers.forEach((name, value) -> {
            if (!name.equals(SecurityHeaders.HSTS) || admission.peer(asking).secure()) {
                response.setHeader(name, value);
            }
        });
        if (response.getHeader("Cache-Control") == null) {
            response.setHeader("Cache-Control", "no-cache");
        }
        if (launcher(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean handshake = OpeningHandshake.isWanted(asking);
        try {
            Peer peer = admission.peer(asking);
            if (handshake || !open.contains(servlet(request))) {
                admission.front(asking, peer);
            }
            if (handshake) {
                admission.handshake(peer);
                admission.offered(path(request), Query.of(request.getQueryString()));
            }
        } catch (Refused refused) {
            if (refused.reason() == Refusal.STOPPING) {
                response.setHeader("Connection", "close");
            }
            if (!handshake && exchanges.contains(servlet(request))) {
                request.setAttribute(REFUSED, refused);
                chain.doFilter(request, response);
                return;
            }
            if (refused.retrySeconds() > 0) {
                response.setHeader("Retry-After", Integer.toString(refused.retrySeconds()));
            }
            refuse(response, refused.status(), refused.message());
            return;
        }
        if (handshake) {
            String fault = OpeningHandshake.fault(asking, request.getProtocol());
            if (fault != null) {
                malformed(response, fault);
                return;
            }
            if (!isQuery(request.getQueryString())) {
                // Containers make a URI of it, and log one that is none, secrets and all.
                malformed(
                        response, "the query has characters that are to be escaped, such as %7C for | (RFC 3986 3.4)");
                return;
            }
            String malformed = Services.malformed(path(request), request.getQueryString());
            if (malformed != null) {
                malformed(response, malformed);
                return;
            }
            boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
            if (first && !OpeningHandshake.VERSION.equals(request.getHeader(OpeningHandshake.VERSION_HEADER))) {
                // Jetty lets it pass as a plain request.
                response.setHeader(OpeningHandshake.VERSION_HEADER, OpeningHandshake.VERSION);
                response.setHeader("Upgrade", "websocket");
                admission.count(Refusal.MALFORMED);
                // RFC 9110 7.8.
                response.setHeader("Connection", "Upgrade");
                response.sendError(UPGRADE_REQUIRED);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Whether a URI may end with it as it is (RFC 3986 3.4); without {@code ?}, or null. */
    private static boolean isQuery(@Nullable String raw) {
        try {
            return raw == null || new URI("/?" + raw).getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The launcher's classes lie among the pages, because a JVM finds the main class of an archive at its root only. */
    private static boolean launcher(HttpServletRequest request) {
        return path(request).regionMatches(true, 0, LAUNCHER, 0, LAUNCHER.length());
    }

    private static String servlet(HttpServletRequest request) {
        String name = request.getHttpServletMapping().getServletName();
        return name == null ? "" : name;
    }

    private static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }

    private void malformed(HttpServletResponse response, String why) throws IOException {
        admission.count(Refusal.MALFORMED);
        refuse(response, HttpServletResponse.SC_BAD_REQUEST, why);
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(why);
    }
}
