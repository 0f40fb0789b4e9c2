package dev.echolocate.web;

import dev.echolocate.base.Query;
import dev.echolocate.delivery.Backlog;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Reader;
import dev.echolocate.echo.Echo;
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
import org.jspecify.annotations.Nullable;

/** Text comes back as {@code echo: <text>}, binary as it was. {@code ?prefix=} says another prefix, or none. */
@ServerEndpoint(value = "/echo", configurator = EchoEndpoint.Configurator.class)
public final class EchoEndpoint extends Door {
    private Echo echo = Echo.of(Query.of(null));

    /** Takes the first subprotocol that is offered, so that clients can test theirs; and the container's extensions. */
    public static final class Configurator extends DoorConfigurator {
        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return requested.isEmpty() ? "" : requested.get(0);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return getContainerDefaultConfigurator().getNegotiatedExtensions(installed, requested);
        }
    }

    @Override
    int maxMessage(DoorSettings settings, boolean feedV1) {
        return settings.echoMaxMessage();
    }

    @Override
    Reader opened(Handshake handshake, WebSocketSink sink, boolean feedV1) {
        echo = Echo.of(handshake.query());
        Transport transport = handshake.transport();
        Doors doors = handshake.doors();
        return doors.delivery().replies(sink, doors.settings().echoMaxUnsent(), backlog(transport), () -> {});
    }

    /** What holds a client back that does not read; null where nothing can. */
    static @Nullable Backlog backlog(Transport transport) {
        return !transport.owned()
                ? null
                : new Backlog() {
                    @Override
                    public void pause() {
                        transport.pause();
                    }

                    @Override
                    public void resume() {
                        transport.resume();
                    }
                };
    }

    @Override
    void text(Reader reader, String message) {
        reader.reply(Frame.text(echo.reply(message)));
    }

    @Override
    void binary(Reader reader, byte[] message) {
        reader.reply(Frame.binary(message));
    }

    @Override
    @OnOpen
    public void onOpen(Session session, EndpointConfig config) {
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
