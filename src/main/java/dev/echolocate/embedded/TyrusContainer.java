package dev.echolocate.embedded;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Map;
import java.util.Set;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/** The WebSocket engine without a listener of its own: {@link EmbeddedServer} owns that. */
final class TyrusContainer extends TyrusServerContainer {
    private final String contextPath;
    private final TyrusWebSocketEngine engine;
    private final WebSocketEngine watched;

    /** The engine gathers what {@link FrameWatch} lets it: one part, its header, and the rest of a read behind it. */
    private static final int GATHERED = 2 * FrameWatch.PART + 1024;

    TyrusContainer(String contextPath, int maxMessageBytes) {
        super((Set<Class<?>>) null);
        this.contextPath = contextPath;
        this.engine =
                TyrusWebSocketEngine.builder(this).incomingBufferSize(GATHERED).build();
        this.watched = new WatchedEngine(engine, maxMessageBytes);
    }

    @Override
    public void register(Class<?> endpointClass) throws DeploymentException {
        engine.register(endpointClass, contextPath);
    }

    @Override
    public void register(ServerEndpointConfig config) throws DeploymentException {
        engine.register(config, contextPath);
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return watched;
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of();
    }
}
