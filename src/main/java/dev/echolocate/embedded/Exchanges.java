package dev.echolocate.embedded;

import dev.echolocate.base.Escapes;
import dev.echolocate.web.http.Exchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests to whoever answers exchanges, on the thread that they became whole on: as a WebSocket's frames, because
 * handlers do not block.
 */
final class Exchanges extends BaseFilter {
    private static final Logger LOG = System.getLogger(Exchanges.class.getName());
    private static final String ALL_BELOW = "/*";

    /** RFC 9112 3.2.4; only OPTIONS comes with it. */
    private static final String WHOLE_SERVER = "*";

    private final String contextPath;
    private final Map<String, Exchange.Handler> handlers;
    private final StaticFiles pages;

    /** Whether there is any that answers whoever asks. */
    private final boolean openly;

    /**
     * Maps patterns.
     *
     * @param handlers by pattern, relative to the context path: {@code /x}, or {@code /x/*} for that and all below
     * @param pages answers whatever they don't
     */
    Exchanges(String contextPath, Map<String, Exchange.Handler> handlers, StaticFiles pages) {
        this.contextPath = contextPath;
        this.handlers = new LinkedHashMap<>(handlers);
        this.pages = pages;
        this.openly = handlers.values().stream().anyMatch(Exchange.Handler::answersAnybody);
    }

    /** Who answers requests for this path, which is undecoded; null where it is a page, or nothing. */
    Exchange.@Nullable Handler handlerOf(String uri) {
        if (handlers.isEmpty() || !uri.startsWith(contextPath + "/")) {
            return null;
        }
        String relative = StaticPath.of(uri.substring(contextPath.length()));
        String path = "/" + relative;
        for (Map.Entry<String, Exchange.Handler> entry : handlers.entrySet()) {
            if (relative != null && matches(entry.getKey(), path)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Whether it is answered there whoever asks, see {@link Exchange.Handler#answersAnybody}. */
    boolean answersAnybody(String uri) {
        Exchange.Handler handler = openly ? handlerOf(uri) : null;
        return handler != null && handler.answersAnybody();
    }

    private static boolean matches(String pattern, String path) {
        if (!pattern.endsWith(ALL_BELOW)) {
            return path.equals(pattern);
        }
        String root = pattern.substring(0, pattern.length() - ALL_BELOW.length());
        return path.equals(root) || path.startsWith(root + "/");
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        HttpContent content = ctx.getMessage();
        HttpRequestPacket request = (HttpRequestPacket) content.getHttpHeader();
        String uri = request.getRequestURI();
        Exchange.Handler handler = handlerOf(uri);
        boolean ours = uri.equals(contextPath) || uri.startsWith(contextPath + "/");
        String path = ours ? Escapes.undone(uri.substring(contextPath.length())) : uri;
        GrizzlyExchange exchange = new GrizzlyExchange(ctx, content, path, Requests.peerOf(request));
        try {
            if (uri.equals(WHOLE_SERVER)) {
                StaticFiles.options(exchange, "GET, HEAD, POST, OPTIONS");
            } else if (handler != null) {
                handler.handle(exchange);
            } else if (ours) {
                pages.handle(exchange);
            } else {
                pages.notFound(exchange);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a handler failed", e);
            exchange.fail();
        }
        return exchange.handled();
    }
}
