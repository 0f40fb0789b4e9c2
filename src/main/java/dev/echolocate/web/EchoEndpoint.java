package dev.echolocate.web;

import dev.echolocate.base.WireText;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Hub;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.delivery.Via;
import dev.echolocate.echo.Echo;
import dev.echolocate.echo.EchoOptions;
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
import java.util.function.Supplier;

/** Text comes back as {@code echo: <text>}, binary as it was, unless the query wants it otherwise: {@link EchoOptions}. */
@ServerEndpoint(value = "/echo", configurator = EchoEndpoint.EchoConfigurator.class)
public final class EchoEndpoint extends SessionEndpoint {
    private static final SessionKind KIND = new SessionKind("echo", Via.WEBSOCKET);

    private EchoOptions options = EchoOptions.NONE;
    private Echo echo = new Echo(EchoOptions.NONE);
    private final EchoPings pings = new EchoPings(System::nanoTime);
    private int answered;

    /** Takes the first subprotocol that is offered, so that clients can test theirs; and the container's extensions. */
    public static final class EchoConfigurator extends EndpointConfigurator {
        @Override
        String chosen(List<String> subprotocols) {
            return first(subprotocols);
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
        return settings.echoMaxMessage();
    }

    @Override
    Subscriber opened(Handshake handshake, WebSocketSink sink, boolean feedV1) throws Unopened {
        options = options(handshake);
        echo = new Echo(options);
        Transport transport = handshake.transport();
        EndpointSettings settings = handshake.services().settings();
        EchoOptions.RequestedEnd ending = options.ending();
        if (ending != null && ending.drop() && !transport.owned()) {
            throw new Unopened("drop: the connection is this container's; only java -jar can drop it");
        }
        Hub hub = handshake.services().hub();
        EchoSink replies = new EchoSink(sink, options.frames(), pings);
        Subscriber subscriber = hub.replies(replies, settings.echoMaxUnsent(), brake().readControl(), () -> {});
        if (options.pingMillis() > 0) {
            hub.pingEvery(options.pingMillis(), subscriber, pings::due);
        }
        endWhenDue(subscriber);
        return subscriber;
    }

    private static EchoOptions options(Handshake handshake) throws Unopened {
        try {
            return EchoOptions.of(handshake.query());
        } catch (EchoOptions.WrongOptionException e) {
            throw new Unopened(e.getMessage());
        }
    }

    @Override
    void text(Subscriber subscriber, WireText message) {
        answer(subscriber, () -> Frame.text(echo.reply(message)).compressibleForOne());
    }

    @Override
    void binary(Subscriber subscriber, byte[] message) {
        answer(subscriber, () -> Frame.binary(echo.reply(message)).compressibleForOne());
    }

    private void answer(Subscriber subscriber, Supplier<Frame> reply) {
        good();
        EchoOptions.RequestedEnd ending = options.ending();
        if (ending != null && answered >= ending.after()) {
            // It ends: what comes now comes too late.
            return;
        }
        answered++;
        if (options.mute() || subscriber.reply(reply.get(), options.delayMillis())) {
            endWhenDue(subscriber);
        }
    }

    private void endWhenDue(Subscriber subscriber) {
        EchoOptions.RequestedEnd ending = options.ending();
        if (ending == null || answered != ending.after()) {
            return;
        }
        if (ending.drop()) {
            subscriber.cutAfterReplies(options.delayMillis());
        } else {
            subscriber.endAfterReplies(ending.code(), ending.reason(), options.delayMillis());
        }
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
        EchoPings.Trip trip = pings.answered(pong.getApplicationData());
        if (trip != null && options.report()) {
            reply(Frame.text(trip.json()));
        }
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
