package dev.echolocate.web;

import dev.echolocate.base.Names;
import dev.echolocate.feed.Cursor;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Each message goes to every session of the channel, the sender's too. */
@ServerEndpoint(value = "/broadcast", configurator = BroadcastEndpoint.BroadcastConfigurator.class)
public final class BroadcastEndpoint extends BroadcastSessionEndpoint {
    /** The same, on a named channel. */
    @ServerEndpoint(value = "/broadcast/{channel}", configurator = BroadcastEndpoint.BroadcastConfigurator.class)
    public static final class BroadcastChannelEndpoint extends BroadcastSessionEndpoint {
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

    /** Asks for the head before the 101 is written: nothing falls between that and the reader. */
    public static final class BroadcastConfigurator extends FeedConfigurator {
        @Override
        @Nullable
        CompletionStage<@Nullable Cursor> start(Services services, String room) {
            return Names.valid(room)
                    ? BroadcastSessionEndpoint.start(services.broadcast().existing(room))
                    : null;
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
