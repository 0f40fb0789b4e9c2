package dev.echolocate.embedded;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.memory.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Grizzly's HTTP codec, which puts the security headers on every response, whoever made it: a handler, a servlet, a
 * filter, or the codec itself about a malformed request. It says nothing about the server's make.
 */
final class HttpCodec extends HttpServerFilter {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Grizzly keeps it with the connection until the response is complete, which a WebSocket's never is. */
    private static final Attribute<Object> REQUEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HTTP_SERVER_REQUEST_ATTR_NAME);

    private final Map<String, String> table;
    private final Limits.Sizes sizes;
    private final @Nullable Meter meter;
    private final Counters<Refusal> refusals;
    private final byte[] busy;

    @SuppressWarnings("deprecation") // the only constructors there are
    HttpCodec(Map<String, String> table, Limits.Sizes sizes, @Nullable Meter meter, Counters<Refusal> refusals) {
        super(
                true,
                sizes.header(),
                null,
                unlimited(),
                null,
                MimeHeaders.MAX_NUM_HEADERS_DEFAULT,
                MimeHeaders.MAX_NUM_HEADERS_DEFAULT);
        setPreserveHeaderCase(true);
        this.table = table;
        this.sizes = sizes;
        this.meter = meter;
        this.refusals = refusals;
        this.busy = busy(table);
    }

    /** Once the connection is no longer HTTP. */
    static void forgetRequest(Connection<?> connection) {
        REQUEST.remove(connection);
    }

    /** Idle connections are the {@link Guard}'s. */
    private static KeepAlive unlimited() {
        KeepAlive keepAlive = new KeepAlive();
        keepAlive.setIdleTimeoutInSeconds(-1);
        keepAlive.setMaxRequestsCount(-1);
        return keepAlive;
    }

    /**
     * Hands a WebSocket's bytes over at once: none of the filters behind this one is for them. Holds back what comes while
     * an exchange waits, gives other connections their turns, and drops what comes behind the last request.
     */
    @Override
    public NextAction handleRead(FilterChainContext ctx) throws IOException {
        Phase phase = Guard.phaseOf(ctx.getConnection());
        Inbound webSocket = phase.webSocket();
        if (webSocket != null) {
            webSocket.read(ctx.getMessage());
            return ctx.getStopAction();
        }
        GrizzlyExchange exchange = GrizzlyExchange.watchedOn(ctx.getConnection());
        if (exchange != null) {
            if (!phase.underway().more(((Buffer) ctx.getMessage()).remaining())) {
                refusals.count(Refusal.HEADS);
                Farewell.abort(phase.connection());
                return ctx.getStopAction();
            }
            exchange.hold(ctx.getMessage(), ctx.getFilterIdx());
            return ctx.getStopAction();
        }
        if (phase.deaf() || !ctx.getConnection().isOpen()) {
            return ctx.getStopAction();
        }
        if (Turns.postpone(ctx, phase)) {
            return ctx.getSuspendAction();
        }
        return read(ctx, phase) ? super.handleRead(ctx) : ctx.getStopAction();
    }

    /** Whether the codec has something to do: the rest of a request, or a head that is whole. */
    private boolean read(FilterChainContext ctx, Phase phase) {
        Underway underway = phase.underway();
        Buffer read = ctx.getMessage();
        if (REQUEST.get(ctx.getConnection()) == null) {
            Buffer whole = underway.head(read, ctx.getMemoryManager());
            if (whole != null) {
                ctx.setMessage(whole);
                return true;
            }
        } else if (underway.atLeast(read.remaining())) {
            return true;
        }
        if (underway.refused()) {
            refusals.count(Refusal.HEADS);
            ctx.write(Buffers.wrap(ctx.getMemoryManager(), busy.clone()));
            Farewell.say(phase.connection(), phase);
        }
        return false;
    }

    private static byte[] busy(Map<String, String> table) {
        String body = "too many requests are under way; try again later\n";
        StringBuilder answer = new StringBuilder("HTTP/1.1 503 Service Unavailable\r\n");
        table.forEach(
                (name, value) -> answer.append(name).append(": ").append(value).append("\r\n"));
        return answer.append("Content-Type: text/plain; charset=utf-8\r\nRetry-After: 10\r\nConnection: close\r\n")
                .append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Starts the clock of a body, and tells a client that waits for it to go on (RFC 9110 10.1.1). Here and not in a
     * later filter: that would not be called before the first chunk came, which is what such a client withholds.
     */
    @Override
    protected void onHttpHeadersParsed(HttpHeader header, MimeHeaders headers, FilterChainContext ctx) {
        super.onHttpHeadersParsed(header, headers, ctx);
        if (header instanceof HttpRequestPacket begun) {
            Heads.note(begun, ctx);
            // The trailers of a chunked body (RFC 9112 7.1.2) are told of here, too.
            if (meter != null && headers == begun.getHeaders()) {
                meter.begun(ctx, begun);
            }
        }
        if (!(header instanceof HttpRequestPacket request) || !hasBody(request)) {
            return;
        }
        Guard.phaseOf(ctx.getConnection()).body();
        boolean waits = request.requiresAcknowledgement()
                && "100-continue".equalsIgnoreCase(request.getHeader(Header.Expect))
                && "HTTP/1.1".equals(request.getProtocolString());
        if (waits && request.getContentLength() <= sizes.body()) {
            request.getResponse().acknowledged();
            HttpStatus.OK_200.setValues(request.getResponse());
            ctx.write(Buffers.wrap(ctx.getMemoryManager(), CONTINUE.clone()));
        }
    }

    @Override
    public NextAction handleEvent(FilterChainContext ctx, FilterChainEvent event) throws IOException {
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            Guard.phaseOf(ctx.getConnection()).underway().done();
        }
        NextAction action = super.handleEvent(ctx, event);
        if (meter != null && event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            meter.done(ctx.getConnection());
        }
        return action;
    }

    private static boolean hasBody(HttpRequestPacket request) {
        return request.getContentLength() > 0 || request.isChunked();
    }

    @Override
    protected void onInitialLineEncoded(HttpHeader header, FilterChainContext ctx) {
        super.onInitialLineEncoded(header, ctx);
        if (header instanceof HttpResponsePacket response) {
            response.getHeaders().removeHeader("Server");
            if (response.getStatus() == Answers.UPGRADE_REQUIRED) {
                // Connection names Upgrade, too (RFC 9110 7.8). Here, because before this the codec writes its own.
                response.setHeader(Header.Connection, "Upgrade, close");
            }
            table.forEach((name, value) -> {
                if (!response.containsHeader(name)) {
                    response.setHeader(name, value);
                }
            });
        }
    }
}
