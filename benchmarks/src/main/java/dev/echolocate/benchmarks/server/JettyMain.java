package dev.echolocate.benchmarks.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Echo and broadcast in Jetty's own API, without servlets, with its defaults, but no end of idle
 * sessions. Sends are asynchronous, and queue up.
 */
public final class JettyMain {
    private JettyMain() {}

    public static void main(String[] arguments) throws Exception {
        Server server =
                new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO); // others have their turns
            container.addMapping("/echo", (request, response, callback) -> new Echo());
            container.addMapping("/broadcast/*", (request, response, callback) -> new Broadcast());
        }));
        server.start();
        server.join();
    }

    /** Sends back what comes. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            getSession().sendText(message, Callback.NOOP);
        }
    }

    /** Sends what comes to all. */
    public static final class Broadcast extends Session.Listener.AbstractAutoDemanding {
        private static final Set<Session> EVERYBODY = ConcurrentHashMap.newKeySet();

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            EVERYBODY.add(session);
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            EVERYBODY.remove(getSession());
            callback.succeed();
        }

        @Override
        public void onWebSocketText(String message) {
            for (Session session : EVERYBODY) {
                session.sendText(message, Callback.NOOP);
            }
        }
    }
}
