package dev.echolocate.app;

import com.sun.net.httpserver.HttpServer;
import dev.echolocate.base.Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The application on a server of its own. Placeholder: static files on the JDK's server. */
final class Standalone implements AutoCloseable {
    private final HttpServer server;

    private Standalone(HttpServer server) {
        this.server = server;
    }

    /** Listens before it returns. Throws a {@link java.net.BindException}, wrapped or not, where it cannot. */
    static Standalone start(Config config, Path webRoot) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(config.get(Config.HOST), config.get(Config.PORT)), 50);
        server.createContext(config.get(Config.CONTEXT_PATH) + "/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            Path file = webRoot.resolve(path.equals("/") ? "index.html" : path.substring(1));
            boolean found = Files.isRegularFile(file) && !path.startsWith("/WEB-INF");
            exchange.sendResponseHeaders(found ? 200 : 404, 0);
            try (var out = exchange.getResponseBody()) {
                if (found) {
                    Files.copy(file, out);
                }
            }
        });
        server.start();
        return new Standalone(server);
    }

    /** That it listens on. */
    int port() {
        return server.getAddress().getPort();
    }

    /** Closes every session with 1001, then stops listening. */
    @Override
    public void close() {
        server.stop(0);
    }
}
