package dev.echolocate.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Jetty in this JVM, with the application as it would be deployed: its classes and libraries in a class loader of the
 * web application, found by scanning. Needs a JVM that sees no other WebSocket implementation.
 */
public final class JettyServer implements dev.echolocate.testkit.Server {
    private static final String CONTEXT_PATH = "/echolocate";

    private static final long STOP_TIMEOUT_MILLIS = 5_000;

    private final Map<String, String> settings;
    private Server jetty;
    private int port;

    public JettyServer(Map<String, String> settings) {
        this.settings = settings;
        start();
    }

    private void start() {
        jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        jetty.addConnector(connector);
        // As in its distribution: without it, Jetty drops its connections before it tells anybody.
        jetty.setStopTimeout(STOP_TIMEOUT_MILLIS);
        try {
            jetty.setHandler(application());
            jetty.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not start", e);
        }
        port = connector.getLocalPort();
    }

    private WebAppContext application() throws IOException {
        WebAppContext application = new WebAppContext();
        application.setContextPath(CONTEXT_PATH);
        // Jetty deletes it when it stops.
        application.setTempDirectory(
                Files.createTempDirectory("echolocate-jetty").toFile());
        application.setBaseResourceAsPath(Path.of("src/main/webapp").toAbsolutePath());
        application.setExtraClasspath(
                Stream.concat(Stream.of(Path.of("target/classes").toAbsolutePath()), Jars.ofTheWar().stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(";")));
        application.addConfiguration(new AnnotationConfiguration(), new JakartaWebSocketConfiguration());
        application.setThrowUnavailableOnStartupException(true);
        settings.forEach((name, value) -> application.setInitParameter("echolocate." + name, value));
        return application;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String contextPath() {
        return CONTEXT_PATH;
    }

    @Override
    public Set<Difference> differences() {
        return Set.of(
                Difference.REFUSES_UNFILTERED,
                Difference.FORBIDS_FOLDERS,
                Difference.REFUSES_BAD_HOSTS,
                Difference.OWNS_CONNECTIONS);
    }

    /** It warns of every Host header that it can't read. */
    @Override
    public boolean saysItself(String logged) {
        return logged.startsWith("WARNING org.eclipse.jetty.util.HostPort ");
    }

    @Override
    public void close() {
        if (jetty.isStopped()) {
            return;
        }
        try {
            stop();
            jetty.destroy();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }

    /** It waits for responses that are under way, such as event streams, before it tells the application. */
    private void stop() throws Exception {
        try {
            jetty.stop();
        } catch (TimeoutException e) {
            if (!jetty.isStopped() && !jetty.isFailed()) {
                throw e;
            }
        }
    }

    @Override
    public void restart() {
        close();
        start();
    }
}
