package dev.echolocate.embedded;

import dev.echolocate.base.Key;
import dev.echolocate.compare.Traffic;
import dev.echolocate.web.SecurityHeaders;
import dev.echolocate.web.http.Exchange;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What an embedded server is built from. Immutable.
 *
 * @param host the one address to bind; nothing else is listened on
 * @param port 0 picks a free one
 * @param contextPath {@code ""} or like {@code "/x"}: in front of every path
 * @param webRoot the folder of the pages: an exploded WAR or {@code src/main/webapp}
 * @param libraries where {@code META-INF/resources/} of the WebJars is found
 * @param headers on every response, in this order
 * @param exchanges URL pattern (relative to the context path, {@code /x} or {@code /x/*}) to who answers there; they go
 *     before the pages
 * @param limits bounds and deadlines
 * @param tls if not null, nothing but TLS is spoken, by what it gives at the time: a certificate may be renewed
 * @param traffic if not null, the bytes of labelled requests are counted there
 */
public record ServerSettings(
        String host,
        int port,
        String contextPath,
        Path webRoot,
        ClassLoader libraries,
        Map<String, String> headers,
        Map<String, Exchange.Handler> exchanges,
        ConnectionLimits limits,
        @Nullable Supplier<SSLContext> tls,
        @Nullable Traffic traffic) {
    public static final Key<Integer> PORT = Key.whole("port", 8080, 0, 65535)
            .means("TCP port to listen on; 0 picks a free one, and the start-up lines say which. Only without a"
                    + " container.");

    public static final Key<String> HOST = Key.text(
                    "host",
                    "localhost",
                    "a host name or an IP address of this machine, or 0.0.0.0 for all of its addresses",
                    "[A-Za-z0-9._:%-]+|\\[[0-9A-Fa-f.:%]+\\]")
            .means("Address to listen on. With `localhost`, only programs on this machine can connect. Only without"
                    + " a container.");

    public static final Key<String> CONTEXT_PATH = Key.text(
                    "context-path",
                    "",
                    "empty, or a path such as /live that starts with / and does not end with it",
                    "|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+")
            .means("Path that everything is served under. Only without a container.");

    public ServerSettings {
        if (!contextPath.isEmpty() && (!contextPath.startsWith("/") || contextPath.endsWith("/"))) {
            throw new IllegalArgumentException("context path: \"\" or like \"/x\", but was " + contextPath);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: 0 to 65535, but was " + port);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        exchanges.keySet().forEach(ServerSettings::mustBePattern);
        exchanges = Collections.unmodifiableMap(new LinkedHashMap<>(exchanges));
    }

    private static void mustBePattern(String pattern) {
        if (!pattern.startsWith("/") || pattern.replaceFirst("/\\*$", "").contains("*")) {
            throw new IllegalArgumentException("pattern: like \"/x\" or \"/x/*\", but was " + pattern);
        }
    }

    /** Pages and sockets at the root of a free port of this machine, reachable from this machine only. */
    public static ServerSettings of(Path webRoot) {
        ClassLoader own = ServerSettings.class.getClassLoader();
        return new ServerSettings(
                "127.0.0.1",
                0,
                "",
                webRoot,
                own,
                SecurityHeaders.table(),
                Map.of(),
                ConnectionLimits.defaults(),
                null,
                null);
    }

    public ServerSettings withAddress(String newHost, int newPort) {
        return new ServerSettings(
                newHost, newPort, contextPath, webRoot, libraries, headers, exchanges, limits, tls, traffic);
    }

    public ServerSettings withContextPath(String path) {
        return new ServerSettings(host, port, path, webRoot, libraries, headers, exchanges, limits, tls, traffic);
    }

    public ServerSettings withLibraries(ClassLoader loader) {
        return new ServerSettings(host, port, contextPath, webRoot, loader, headers, exchanges, limits, tls, traffic);
    }

    public ServerSettings withExchanges(Map<String, Exchange.Handler> byPattern) {
        return new ServerSettings(
                host, port, contextPath, webRoot, libraries, headers, byPattern, limits, tls, traffic);
    }

    public ServerSettings withLimits(ConnectionLimits newLimits) {
        return new ServerSettings(
                host, port, contextPath, webRoot, libraries, headers, exchanges, newLimits, tls, traffic);
    }

    public ServerSettings withTraffic(@Nullable Traffic counted) {
        return new ServerSettings(
                host, port, contextPath, webRoot, libraries, headers, exchanges, limits, tls, counted);
    }

    public ServerSettings withTls(@Nullable Supplier<SSLContext> context) {
        return new ServerSettings(
                host, port, contextPath, webRoot, libraries, headers, exchanges, limits, context, traffic);
    }
}
