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

/** Who is here, and what they say. */
@ServerEndpoint(value = "/chat", configurator = ChatEndpoint.ChatConfigurator.class)
public final class ChatEndpoint extends ChatSessionEndpoint {
    /** The same, in a named room. */
    @ServerEndpoint(value = "/chat/{room}", configurator = ChatEndpoint.ChatConfigurator.class)
    public static final class ChatRoomEndpoint extends ChatSessionEndpoint {
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

    /** Whoever comes is told who is here and what was said last, so nothing needs to be noted before the 101. */
    public static final class ChatConfigurator extends FeedConfigurator {}

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
