package dev.echolocate.embedded;

import dev.echolocate.base.Peer;
import dev.echolocate.base.Query;
import dev.echolocate.base.Refusal;
import dev.echolocate.inspect.Accept;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Asking;
import dev.echolocate.web.HandshakeContext;
import dev.echolocate.web.Local;
import dev.echolocate.web.OpeningHandshake;
import dev.echolocate.web.Refused;
import dev.echolocate.web.Services;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Iterator;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerFilter;
import org.glassfish.tyrus.spi.ServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * Opening handshakes (RFC 6455 4.2), and then the way of the bytes to the engine. Refuses what the engine would stumble
 * over, asks the gate, and enters the {@link HandshakeContext} around the engine's part.
 */
final class Handshakes extends GrizzlyServerFilter {
    private final String contextPath;
    private final Services services;
    private final Observers observers;
    private final @Nullable Inflaters inflaters;

    Handshakes(
            ServerContainer container,
            String contextPath,
            Services services,
            Observers observers,
            @Nullable Inflaters inflaters) {
        super(container, contextPath);
        this.contextPath = contextPath;
        this.services = services;
        this.observers = observers;
        this.inflaters = inflaters;
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) throws IOException {
        HttpContent message = ctx.getMessage();
        HttpRequestPacket request = (HttpRequestPacket) message.getHttpHeader();
        Asking asking = new PacketAsking(request);
        if (!OpeningHandshake.isWanted(asking)) {
            return ctx.getInvokeAction();
        }
        // The engine knows no others beside it.
        request.setHeader(Header.Upgrade, "websocket");
        if (!isOurs(request.getHeaders().values(OpeningHandshake.VERSION_HEADER))) {
            // The engine would ask for a key first, which the clients of the first drafts don't send.
            request.getResponse().setHeader(OpeningHandshake.VERSION_HEADER, OpeningHandshake.VERSION);
            request.getResponse().setHeader(Header.Upgrade, "websocket");
            return malformed(ctx, request, 426, "WebSocket is spoken in version 13 (RFC 6455)");
        }
        String malformed = malformed(request, asking);
        if (malformed != null) {
            return malformed(ctx, request, 400, malformed);
        }
        Admission admission = services.admission();
        Peer peer = admission.peer(asking);
        try {
            admission.front(asking, peer);
            admission.handshake(peer);
            admission.offered(path(request), Query.of(Requests.queryOf(request)));
        } catch (Refused refused) {
            return Answers.refuse(ctx, request, refused.status(), refused.message(), refused.retrySeconds());
        }
        String wrong = wrongOption(request);
        return wrong == null ? shakeHands(ctx, request, asking, peer) : malformed(ctx, request, 400, wrong);
    }

    private NextAction malformed(FilterChainContext ctx, HttpRequestPacket request, int status, String why) {
        services.admission().count(Refusal.MALFORMED);
        return Answers.refuse(ctx, request, status, why, 0);
    }

    /** One version is offered, and no other beside it (RFC 6455 11.3.5). */
    private static boolean isOurs(Iterable<String> versions) {
        Iterator<String> offered = versions.iterator();
        return offered.hasNext() && OpeningHandshake.VERSION.equals(offered.next()) && !offered.hasNext();
    }

    /** Under the context path; empty where it is not. */
    private String path(HttpRequestPacket request) {
        String path = request.getRequestURI();
        return path.startsWith(contextPath) ? path.substring(contextPath.length()) : "";
    }

    private @Nullable String wrongOption(HttpRequestPacket request) {
        return Services.malformed(path(request), Requests.queryOf(request));
    }

    /** The engine's filter keeps the news from those behind it. */
    @Override
    public NextAction handleClose(FilterChainContext ctx) throws IOException {
        super.handleClose(ctx);
        return ctx.getInvokeAction();
    }

    private NextAction shakeHands(FilterChainContext ctx, HttpRequestPacket request, Asking asking, Peer peer)
            throws IOException {
        TCPNIOConnection connection = (TCPNIOConnection) ctx.getConnection();
        Phase phase = ConnectionDeadlines.phaseOf(connection);
        String query = Requests.queryOf(request);
        // The engine would keep it several times, for as long as the session lives.
        request.getQueryStringDC().recycle();
        NextAction action;
        HandshakeContext.enter(new HandshakeContext(
                asking,
                peer,
                query,
                new GrizzlyTransport(connection, phase, peer.address(), observers, inflaters),
                () -> NotedHeads.of(request, query),
                () -> local(connection, request),
                services));
        try {
            action = super.handleRead(ctx);
        } finally {
            HandshakeContext.leave();
        }
        if (phase.isUpgraded()) {
            HttpContent message = ctx.getMessage();
            // A client that didn't wait for our answer.
            return message.getContent().hasRemaining() ? super.handleRead(ctx) : action;
        }
        if (request.getResponse().isCommitted()) {
            // Refused by the engine, which forgets to end the response.
            LingeringClose.say(connection, phase);
            return ctx.getStopAction();
        }
        return Answers.refuse(ctx, request, 404, "no WebSocket here", 0);
    }

    private Local local(TCPNIOConnection connection, HttpRequestPacket request) {
        return new Local(
                connection.getLocalAddress() instanceof InetSocketAddress address ? Local.known(address) : null,
                request.isSecure(),
                contextPath);
    }

    /** What the engine would answer with a broken connection or a stack trace in the log. */
    private static @Nullable String malformed(HttpRequestPacket request, Asking asking) {
        if (request.getMethod() != Method.GET || request.getContentLength() > 0 || request.isChunked()) {
            return "a WebSocket handshake is a GET without a body";
        }
        String fault = OpeningHandshake.fault(asking, request.getProtocolString());
        if (fault != null) {
            return fault;
        }
        if (!Accept.isKey(request.getHeader("Sec-WebSocket-Key"))) {
            return "Sec-WebSocket-Key: 16 bytes in base64";
        }
        return isPath(request.getRequestURI()) ? null : "malformed path";
    }

    private static boolean isPath(String path) {
        try {
            return new URI(path).getPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
