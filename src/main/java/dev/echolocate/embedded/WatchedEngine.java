package dev.echolocate.embedded;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;

/** The engine, with our {@link Inbound} in front of and our {@link Outbound} behind each of its sessions. */
final class WatchedEngine implements WebSocketEngine {
    private final WebSocketEngine engine;
    private final int maxMessageBytes;

    WatchedEngine(WebSocketEngine engine, int maxMessageBytes) {
        this.engine = engine;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public UpgradeInfo upgrade(UpgradeRequest request, UpgradeResponse response) {
        UpgradeInfo info = engine.upgrade(request, response);
        return info.getStatus() == UpgradeStatus.SUCCESS ? new Watched(info) : info;
    }

    @Override
    public void register(Class<?> endpointClass, String contextPath) throws DeploymentException {
        engine.register(endpointClass, contextPath);
    }

    @Override
    public void register(ServerEndpointConfig config, String contextPath) throws DeploymentException {
        engine.register(config, contextPath);
    }

    private final class Watched implements UpgradeInfo {
        private final UpgradeInfo info;

        Watched(UpgradeInfo info) {
            this.info = info;
        }

        @Override
        public UpgradeStatus getStatus() {
            return info.getStatus();
        }

        /** Runs {@code @OnOpen}, on the thread of the handshake. */
        @Override
        public Connection createConnection(Writer writer, Connection.CloseListener closeListener) {
            GrizzlyTransport transport = GrizzlyTransport.ofHandshake();
            Outbound outbound = new Outbound(transport);
            Connection session = info.createConnection(outbound, closeListener);
            Inbound inbound = new Inbound(transport, session, maxMessageBytes);
            transport.attach(inbound);
            return new WatchedConnection(session, inbound);
        }
    }

    private record WatchedConnection(Connection session, Inbound inbound) implements Connection {
        @Override
        public ReadHandler getReadHandler() {
            return inbound;
        }

        @Override
        public Writer getWriter() {
            return session.getWriter();
        }

        @Override
        public CloseListener getCloseListener() {
            return session.getCloseListener();
        }

        @Override
        public void close(CloseReason reason) {
            session.close(reason);
        }
    }
}
