package dev.echolocate.embedded;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Cap;
import dev.echolocate.base.Peer;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Asking;
import dev.echolocate.web.Refused;
import dev.echolocate.web.http.Cors;
import dev.echolocate.web.http.Problem;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpContext;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.util.DataChunk;
import org.jspecify.annotations.Nullable;

/**
 * Gathers each request whole, without a thread waiting for it, and only then hands it on to the {@link Exchanges}. So a
 * request that stalls holds its own bytes and nothing else.
 */
final class Requests extends BaseFilter {
    private static final String PEER = Requests.class.getName() + ".peer";

    private final ConnectionLimits.Sizes sizes;
    private final Exchanges exchanges;
    private final Admission admission;
    private final Budget bodies;

    Requests(ConnectionLimits.Sizes sizes, Exchanges exchanges, Admission admission, boolean shares) {
        this.sizes = sizes;
        this.exchanges = exchanges;
        this.admission = admission;
        this.bodies = new Budget(sizes.bodies(), shares);
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        HttpContent content = ctx.getMessage();
        HttpRequestPacket request = (HttpRequestPacket) content.getHttpHeader();
        Phase phase = ConnectionDeadlines.phaseOf(ctx.getConnection());
        if (HttpContent.isBroken(content)) {
            // The codec has answered.
            return ctx.getStopAction();
        }
        if (!(request.getAttribute(PEER) instanceof Peer)) {
            Asking asking = new PacketAsking(request);
            Peer peer = admission.peer(asking);
            request.setAttribute(PEER, peer);
            try {
                if (!exchanges.answersAnybody(request.getRequestURI())) {
                    admission.front(asking, peer);
                }
            } catch (Refused refused) {
                return refuse(ctx, request, refused.status(), refused.code(), refused.message());
            }
        }
        boolean hasBody = request.getContentLength() > 0 || request.isChunked();
        if (request.isUpgrade() && (hasBody || request.getMethod() != Method.GET)) {
            admission.count(Refusal.MALFORMED);
            return refuse(ctx, request, 400, "bad_message", "an upgrade is a GET without a body");
        }
        if (!hasBody || request.isUpgrade()) {
            return serve(ctx, phase);
        }
        return gather(ctx, request, content, phase);
    }

    private NextAction gather(FilterChainContext ctx, HttpRequestPacket request, HttpContent content, Phase phase) {
        phase.body();
        int size = content.getContent().remaining();
        if (size > sizes.body() || request.getContentLength() > sizes.body()) {
            admission.count(Refusal.BODIES);
            return refuse(ctx, request, 413, "too_big", "a request body is limited to " + sizes.body() + " bytes");
        }
        Budget.Taken taken = take(phase, peerOf(request), size);
        if (taken != Budget.Taken.YES) {
            release(phase);
            admission.count(Refusal.BODIES);
            return refuse(
                    ctx,
                    request,
                    503,
                    taken == Budget.Taken.FULL ? "busy" : "share",
                    taken == Budget.Taken.FULL
                            ? "too many request bodies at once; try again when some are answered"
                            : "too many request bodies of your address at once; try again when some are answered");
        }
        if (content.isLast()) {
            return serve(ctx, phase);
        }
        if (request.requiresAcknowledgement()) {
            admission.count(Refusal.MALFORMED);
            return refuse(ctx, request, 417, "bad_expect", "Expect: 100-continue is all we know");
        }
        return ctx.getStopAction(content);
    }

    private Budget.Taken take(Phase phase, Peer peer, int size) {
        Budget.Share share = phase.gathered().get();
        if (share == null) {
            share = bodies.open(peer.address());
            phase.gathered().set(share);
        }
        return share.tryTake(size - share.own());
    }

    private static NextAction serve(FilterChainContext ctx, Phase phase) {
        phase.serving();
        return ctx.getInvokeAction();
    }

    /** In the way of whoever would have answered. */
    private NextAction refuse(FilterChainContext ctx, HttpRequestPacket request, int status, String code, String text) {
        Problem problem = new Problem(status, code, text);
        if (exchanges.handlerOf(request.getRequestURI()) == null) {
            return Answers.refuse(ctx, request, status, status + ": " + text, problem.retrySeconds());
        }
        allow(request);
        return Answers.refuse(ctx, request, status, problem);
    }

    /** Pages of origins that are let in may read why (Fetch 3.3). */
    private void allow(HttpRequestPacket request) {
        Peer peer = peerOf(request);
        if (admission.isOurs(peer)) {
            Cors.headers(peer.origin()).forEach(request.getResponse()::setHeader);
        }
    }

    /** Who asks, once the request has come here. */
    static Peer peerOf(HttpRequestPacket request) {
        return request.getAttribute(PEER) instanceof Peer peer ? peer : Peer.UNKNOWN;
    }

    /** The query as it is, or null. Programs that don't escape what they should, such as curl, write UTF-8. */
    static @Nullable String queryOf(HttpRequestPacket request) {
        DataChunk raw = request.getQueryStringDC();
        return raw.isNull() ? null : raw.toString(StandardCharsets.UTF_8);
    }

    @Override
    public NextAction handleEvent(FilterChainContext ctx, FilterChainEvent event) {
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            Phase phase = ConnectionDeadlines.phaseOf(ctx.getConnection());
            release(phase);
            phase.idle();
            sayEnd(ctx);
        }
        return ctx.getInvokeAction();
    }

    /** Where the codec closes the connection next: a response without a length is whole only with it (RFC 9112 9.8). */
    private static void sayEnd(FilterChainContext ctx) {
        TlsSession tls = TlsFilter.sessionOf(ctx.getConnection());
        if (tls != null
                && !HttpContext.get(ctx).getRequest().getProcessingState().isKeepAlive()) {
            tls.end(null);
        }
    }

    @Override
    public NextAction handleClose(FilterChainContext ctx) {
        release(ConnectionDeadlines.phaseOf(ctx.getConnection()));
        return ctx.getInvokeAction();
    }

    /** All bodies together. */
    Cap cap() {
        return Cap.of("bodies.max-total", bodies);
    }

    /** Bytes of the bodies that are being gathered or served. */
    long gatheredBytes() {
        return bodies.used();
    }

    private static void release(Phase phase) {
        Budget.Share share = phase.gathered().getAndSet(null);
        if (share != null) {
            share.close();
        }
    }
}
