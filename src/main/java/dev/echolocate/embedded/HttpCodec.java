package dev.echolocate.embedded;

import java.util.Map;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.http.util.MimeHeaders;

/**
 * Grizzly's HTTP codec, which puts the security headers on every response, whoever made it: a handler, a servlet, a
 * filter, or the codec itself about a malformed request. It says nothing about the server's make.
 */
final class HttpCodec extends HttpServerFilter {
    private final Map<String, String> table;

    @SuppressWarnings("deprecation") // the only constructors there are
    HttpCodec(Map<String, String> table, int maxHeaderBytes) {
        super(
                true,
                maxHeaderBytes,
                null,
                unlimited(),
                null,
                MimeHeaders.MAX_NUM_HEADERS_DEFAULT,
                MimeHeaders.MAX_NUM_HEADERS_DEFAULT);
        this.table = table;
    }

    /** Idle connections are the {@link Guard}'s. */
    private static KeepAlive unlimited() {
        KeepAlive keepAlive = new KeepAlive();
        keepAlive.setIdleTimeoutInSeconds(-1);
        keepAlive.setMaxRequestsCount(-1);
        return keepAlive;
    }

    @Override
    protected void onInitialLineEncoded(HttpHeader header, FilterChainContext ctx) {
        super.onInitialLineEncoded(header, ctx);
        if (header instanceof HttpResponsePacket response) {
            response.getHeaders().removeHeader("Server");
            table.forEach((name, value) -> {
                if (!response.containsHeader(name)) {
                    response.setHeader(name, value);
                }
            });
        }
    }
}
