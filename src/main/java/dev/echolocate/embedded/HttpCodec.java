package dev.echolocate.embedded;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.OpeningHandshake;
import dev.echolocate.web.http.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.ChunkedTransferEncoding;
import org.glassfish.grizzly.http.HttpBrokenContentException;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Grizzly's HTTP codec. It is given heads that a {@link RequestHead} finds right, and nothing else. It puts the security
 * headers on every response, whoever made it, and says nothing about the server's make.
 */
final class HttpCodec extends HttpServerFilter {
    /** The library's own bounds are not to be met: ours are. */
    private static final int SLACK = 1024;

    private static final int SWITCHING_PROTOCOLS = 101;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Grizzly keeps it with the connection until the response is complete, which a WebSocket's never is. */
    private static final Attribute<Object> REQUEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HTTP_SERVER_REQUEST_ATTR_NAME);

    private final HeaderTable table;
    private final ConnectionLimits.Sizes sizes;
    private final Observers observers;
    private final Exchanges exchanges;
    private final Counters<Refusal> refusals;

    @SuppressWarnings("deprecation") // the only constructors there are
    HttpCodec(
            HeaderTable table,
            ConnectionLimits.Sizes sizes,
            Observers observers,
            Exchanges exchanges,
            Counters<Refusal> refusals) {
        super(
                true,
                sizes.header() + SLACK,
                null,
                unlimited(),
                null,
                2 * MimeHeaders.MAX_NUM_HEADERS_DEFAULT,
                MimeHeaders.MAX_NUM_HEADERS_DEFAULT);
        setPreserveHeaderCase(true);
        this.table = table;
        this.sizes = sizes;
        this.observers = observers;
        this.exchanges = exchanges;
        this.refusals = refusals;
        for (TransferEncoding encoding : getTransferEncodings()) {
            if (encoding instanceof ChunkedTransferEncoding) {
                removeTransferEncoding(encoding);
                addTransferEncoding(new Chunks(encoding));
            }
        }
    }

    /** Once the connection is no longer HTTP. */
    static void forgetRequest(Connection<?> connection) {
        REQUEST.remove(connection);
    }

    /** Idle connections are the {@link ConnectionDeadlines}'s. */
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
        Phase phase = ConnectionDeadlines.phaseOf(ctx.getConnection());
        Inbound webSocket = phase.webSocket();
        if (webSocket != null) {
            webSocket.read(ctx.getMessage());
            return ctx.getStopAction();
        }
        Behind behind = Behind.of(ctx.getConnection());
        if (behind != null) {
            if (!phase.underway().more(((Buffer) ctx.getMessage()).remaining())) {
                refusals.count(Refusal.HEADS);
                LingeringClose.abort(phase.connection());
                return ctx.getStopAction();
            }
            behind.hold(ctx.getMessage(), ctx.getFilterIdx());
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

    /** Whether the codec has something to do: the rest of a request, or a head that is whole and right. */
    private boolean read(FilterChainContext ctx, Phase phase) {
        Underway underway = phase.underway();
        Buffer read = ctx.getMessage();
        if (!phase.isBetweenRequests()) {
            return underway.atLeast(read.remaining()) || refuse(ctx, phase, underway);
        }
        Buffer whole = underway.head(read, ctx.getMemoryManager());
        if (whole == null) {
            return refuse(ctx, phase, underway);
        }
        ctx.setMessage(whole);
        return true;
    }

    /** False: where there is nothing to refuse, more is to come. */
    private boolean refuse(FilterChainContext ctx, Phase phase, Underway underway) {
        RequestHead.HeadFault fault = underway.fault();
        if (fault != null) {
            refusals.count(underway.refused() ? Refusal.HEADS : Refusal.MALFORMED);
            refuse(ctx, phase, fault, underway.path(), underway.isHead());
        }
        return false;
    }

    /** There is no request yet that could have a response. */
    private void refuse(
            FilterChainContext ctx, Phase phase, RequestHead.HeadFault fault, String path, boolean withoutBody) {
        boolean api = exchanges.handlerOf(path) != null;
        String body = api
                ? new Problem(fault.status(), "bad_request", fault.why()).json()
                : fault.status() + ": " + fault.why() + "\n";
        byte[] bytes = Answers.raw(
                fault.status(),
                api ? Problem.TYPE : "text/plain; charset=utf-8",
                body,
                withoutBody,
                table.on(phase.connection()));
        ctx.write(Buffers.wrap(ctx.getMemoryManager(), bytes));
        LingeringClose.say(phase.connection(), phase);
    }

    /** Of a body; a head is looked at before. */
    @Override
    protected void onHttpContentError(HttpHeader header, FilterChainContext ctx, Throwable error) throws IOException {
        HttpRequestPacket request = (HttpRequestPacket) header;
        if (!request.getResponse().isCommitted() && error instanceof HttpBrokenContentException) {
            request.getResponse().setCommitted(true);
            refusals.count(Refusal.MALFORMED);
            RequestHead.HeadFault fault = new RequestHead.HeadFault(400, error.getMessage() + " (RFC 9112 7.1)");
            refuse(
                    ctx,
                    ConnectionDeadlines.phaseOf(ctx.getConnection()),
                    fault,
                    request.getRequestURI(),
                    request.isHeadRequest());
        }
        super.onHttpContentError(header, ctx, error);
    }

    /**
     * Starts the clock of a body, and tells a client that waits for it to go on (RFC 9110 10.1.1). Here and not in a
     * later filter: that would not be called before the first chunk came, which is what such a client withholds.
     */
    @Override
    protected void onHttpHeadersParsed(HttpHeader header, MimeHeaders headers, FilterChainContext ctx) {
        super.onHttpHeadersParsed(header, headers, ctx);
        // The trailers of a chunked body (RFC 9112 7.1.2) are told of here, too.
        if (header instanceof HttpRequestPacket begun && headers == begun.getHeaders()) {
            observers.begun(ctx.getConnection(), begun, ctx.getMessage());
        }
        if (!(header instanceof HttpRequestPacket request)) {
            return;
        }
        if (request.isUpgrade() && !OpeningHandshake.isWanted(new PacketAsking(request))) {
            // To HTTP/2, say, which the JDK's own client offers with every request: ignored (RFC 9110 7.8), its body
            // too is one.
            request.getUpgradeDC().recycle();
            request.getHeaders().removeHeader(Header.Upgrade);
        }
        if (!hasBody(request)) {
            return;
        }
        ConnectionDeadlines.phaseOf(ctx.getConnection()).body();
        boolean waits = request.requiresAcknowledgement()
                && "100-continue".equalsIgnoreCase(request.getHeader(Header.Expect))
                && "HTTP/1.1".equals(request.getProtocolString());
        if (waits && request.getContentLength() <= sizes.body()) {
            request.getResponse().acknowledged();
            HttpStatus.OK_200.setValues(request.getResponse());
            ctx.write(Buffers.wrap(ctx.getMemoryManager(), CONTINUE.clone()));
        }
    }

    /** Its own handler tells nobody below. */
    @Override
    public NextAction handleEvent(FilterChainContext ctx, FilterChainEvent event) throws IOException {
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            ConnectionDeadlines.phaseOf(ctx.getConnection()).underway().done();
        }
        NextAction action = super.handleEvent(ctx, event);
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            observers.done(ctx.getConnection());
        }
        return action;
    }

    /** A 426 names Upgrade, too, and has a length like all others. */
    @Override
    protected void onOutgoingUpgrade(FilterChainContext ctx, HttpHeader header) {
        if (header instanceof HttpResponsePacket response && response.getStatus() == SWITCHING_PROTOCOLS) {
            super.onOutgoingUpgrade(ctx, header);
        }
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
                boolean goesOn = response.getProcessingState().isKeepAlive();
                response.setHeader(Header.Connection, goesOn ? "Upgrade" : "Upgrade, close");
            }
            table.writeTo(response);
        }
    }
}
