package dev.echolocate.web;

import dev.echolocate.base.Query;
import dev.echolocate.base.Tokens;
import dev.echolocate.feed.Cursor;
import dev.echolocate.inspect.Head;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The handshake of every endpoint: the gate, and what the session is to know of it later. */
abstract class EndpointConfigurator extends ServerEndpointConfig.Configurator {
    /** RFC 6455 11.3.2. */
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private static final Logger LOG = System.getLogger(EndpointConfigurator.class.getName());

    @Override
    public boolean checkOrigin(@Nullable String origin) {
        HandshakeContext context = HandshakeContext.current();
        if (context == null) {
            return origin == null;
        }
        Admission admission = context.services().admission();
        try {
            admission.front(context.asking(), context.peer());
            admission.handshake(context.peer());
            return true;
        } catch (Refused refused) {
            LOG.log(Level.DEBUG, refused.message());
            return false;
        }
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        HandshakeContext context = HandshakeContext.current();
        if (context != null) {
            String path = request.getRequestURI().getRawPath();
            String room = Handshake.room(config.getPath(), path == null ? "" : path);
            Principal user = request.getUserPrincipal();
            Handshake handshake = new Handshake(
                    context.services(),
                    context.transport(),
                    Query.of(context.query()),
                    room,
                    context.peer().withUser(user == null ? null : user.getName()),
                    start(context.services(), room),
                    request(context),
                    local(context));
            handshake.note(config);
            if (compresses(context)) {
                List<String> offers = context.asking().lines(EXTENSIONS);
                String agreed = offers.isEmpty() ? null : context.transport().compress(offers);
                if (agreed != null) {
                    response.getHeaders().put(EXTENSIONS, List.of(agreed));
                }
            }
        }
    }

    /**
     * Whether messages may be compressed. What is measured by its bytes isn't: a race between ways to get the same would be one of
     * compressors.
     */
    boolean compresses(HandshakeContext context) {
        String query = context.query();
        return query == null || !query.contains("traffic=");
    }

    /** Where a reader begins that sees nothing older than its handshake, once that is known; or null. */
    @Nullable
    CompletionStage<@Nullable Cursor> start(Services services, String room) {
        return null;
    }

    /** The request, for those that are to know it; else null. */
    @Nullable
    Head request(HandshakeContext context) {
        return null;
    }

    /** The server's side of the connection, for those that are to know it; else null. */
    @Nullable
    Local local(HandshakeContext context) {
        return null;
    }

    /** Some servers hand on empty elements and whole lines (RFC 9110 5.6.1.2). */
    @Override
    public final String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return chosen(Tokens.of(requested).stream().filter(Tokens::isToken).toList());
    }

    /** The one of these that the session speaks; empty where it is none of them. */
    abstract String chosen(List<String> subprotocols);

    /** Of those that take whatever is offered first. */
    static String first(List<String> subprotocols) {
        return subprotocols.isEmpty() ? "" : subprotocols.get(0);
    }

    /**
     * Frames are encoded once for many sessions, so they can't be compressed in the context of one (RFC 7692 7.1.1), as engines would.
     */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }
}
