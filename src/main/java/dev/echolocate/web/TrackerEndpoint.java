package dev.echolocate.web;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Positions. */
@ServerEndpoint(value = "/tracker", configurator = TrackerEndpoint.TrackerConfigurator.class)
public final class TrackerEndpoint extends TrackerSessionEndpoint {
    /** The same, in a named room. */
    @ServerEndpoint(value = "/tracker/{room}", configurator = TrackerEndpoint.TrackerConfigurator.class)
    public static final class TrackerRoomEndpoint extends TrackerSessionEndpoint {
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

    /** Whoever comes is told everybody who is there, so nothing needs to be noted before the 101. */
    public static final class TrackerConfigurator extends FeedConfigurator {}

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
