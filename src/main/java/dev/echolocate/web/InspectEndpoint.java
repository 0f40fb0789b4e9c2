package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.WireText;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.delivery.Via;
import dev.echolocate.inspect.Head;
import dev.echolocate.inspect.Opening;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * First tells the handshake as it was received. Then says back what it hears, as it was; or, in the dialect {@code probe.v1},
 * does what it hears: {@link Probing}.
 */
@ServerEndpoint(value = "/inspect", configurator = InspectEndpoint.InspectConfigurator.class)
public final class InspectEndpoint extends SessionEndpoint {
    private static final SessionKind KIND = new SessionKind("inspect", Via.WEBSOCKET);

    private String protocol = "";
    private String extensions = "";
    private @Nullable Probing probing;

    /** Notes the request; and takes what is offered, so that it can be seen. */
    public static final class InspectConfigurator extends EndpointConfigurator {
        @Override
        Head request(HandshakeContext context) {
            return context.head().get();
        }

        @Override
        Local local(HandshakeContext context) {
            return context.local().get();
        }

        @Override
        String chosen(List<String> subprotocols) {
            return first(subprotocols);
        }

        /** What is sent is to be seen as it is sent. */
        @Override
        boolean compresses(HandshakeContext context) {
            return false;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return getContainerDefaultConfigurator().getNegotiatedExtensions(installed, requested);
        }
    }

    @Override
    SessionKind kind() {
        return KIND;
    }

    @Override
    int maxMessage(EndpointSettings settings, boolean feedV1) {
        return probes() ? Probing.MAX_COMMAND : settings.echoMaxMessage();
    }

    private boolean probes() {
        return Probing.SUBPROTOCOL.equals(protocol);
    }

    @Override
    Subscriber opened(Handshake handshake, WebSocketSink sink, boolean feedV1) {
        Services services = handshake.services();
        Local local = handshake.local();
        Probing probing = probes() && local != null
                ? new Probing(
                        services.probes(),
                        handshake.peer().address(),
                        local,
                        handshake.peer().host())
                : null;
        this.probing = probing;
        Subscriber subscriber = services.hub()
                .replies(
                        sink,
                        services.settings().echoMaxUnsent(),
                        brake().readControl(),
                        probing == null ? () -> {} : probing::close);
        Head request = handshake.request();
        if (request != null) {
            subscriber.reply(Frame.text(InspectJson.handshake(Opening.of(request, protocol, extensions))));
        }
        return subscriber;
    }

    @Override
    void text(Subscriber subscriber, WireText message) throws BadMessageException {
        if (probing == null) {
            subscriber.reply(Frame.text(message));
        } else {
            probing.command(subscriber, message.text());
        }
        good();
    }

    @Override
    void binary(Subscriber subscriber, byte[] message) throws BadMessageException {
        if (probing != null) {
            throw Probing.wrong();
        }
        subscriber.reply(Frame.binary(message));
        good();
    }

    private static String header(Extension extension) {
        return extension.getName()
                + extension.getParameters().stream()
                        .map(p -> ";" + p.getName() + (p.getValue() == null ? "" : "=" + p.getValue()))
                        .collect(Collectors.joining());
    }

    @Override
    @OnOpen
    public void onOpen(Session session, EndpointConfig config) {
        String negotiated = session.getNegotiatedSubprotocol();
        protocol = negotiated == null ? "" : negotiated;
        extensions = session.getNegotiatedExtensions().stream()
                .map(InspectEndpoint::header)
                .collect(Collectors.joining(", "));
        super.onOpen(session, config);
    }

    @Override
    @OnMessage
    public void onText(String part, boolean last) {
        super.onText(part, last);
    }

    @Override
    @OnMessage
    public void onBinary(ByteBuffer part, boolean last) {
        super.onBinary(part, last);
    }

    @Override
    @OnMessage
    public void onPong(PongMessage pong) {
        super.onPong(pong);
    }

    @Override
    @OnClose
    public void onClose() {
        super.onClose();
    }

    @Override
    @OnError
    public void onError(Throwable why) {
        super.onError(why);
    }
}
