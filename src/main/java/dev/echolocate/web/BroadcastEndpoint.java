package dev.echolocate.web;

import dev.echolocate.base.Names;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Each message goes to every session of the channel, the sender's too. */
@ServerEndpoint(value = "/broadcast", configurator = BroadcastEndpoint.Configurator.class)
public final class BroadcastEndpoint extends BroadcastDoor {
    /** The same, on a named channel. */
    @ServerEndpoint(value = "/broadcast/{channel}", configurator = BroadcastEndpoint.Configurator.class)
    public static final class Channel extends BroadcastDoor {
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

    /** Takes the head before the 101 is written: nothing falls between that and the reader. */
    public static final class Configurator extends FeedConfigurator {
        @Override
        @Nullable
        Cursor start(Doors doors, String room) {
            if (!Names.valid(room)) {
                return null;
            }
            // Closed at once: the channel idles for longer than a handshake takes, and keeps its epoch. Where there is
            // none yet, whatever comes first comes after.
            try (Handle<Log> channel = opened(doors.broadcast().existing(room))) {
                return channel.feed().head();
            } catch (Unopened full) {
                return null;
            }
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
