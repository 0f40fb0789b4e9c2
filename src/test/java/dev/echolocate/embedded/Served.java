package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.app.App;
import dev.echolocate.app.Keys;
import dev.echolocate.base.Source;
import dev.echolocate.testkit.LogWatch;
import dev.echolocate.web.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A server with a few pages and the test endpoints. */
final class Served implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final EmbeddedServer server;

    private final App app;
    private final boolean secure;
    /** No client's mistake may be logged, but in the sum that whoever runs it is told of. */
    private final LogWatch logs = new LogWatch();

    private Served(App app, EmbeddedServer server, boolean secure) {
        this.app = app;
        this.server = server;
        this.secure = secure;
    }

    static Served at(Path webRoot, UnaryOperator<ServerSettings> change) throws IOException {
        return at(webRoot, change, Safeguards.alone());
    }

    static Served at(Path webRoot, UnaryOperator<ServerSettings> change, Safeguards safeguards) throws IOException {
        Files.createDirectories(webRoot.resolve("WEB-INF/classes"));
        Files.createDirectories(webRoot.resolve("META-INF"));
        Files.createDirectories(webRoot.resolve("sub"));
        Files.writeString(webRoot.resolve("WEB-INF/web.xml"), "<secret/>");
        Files.writeString(webRoot.resolve("META-INF/MANIFEST.MF"), "secret");
        Files.writeString(webRoot.resolve("index.html"), "<!doctype html><title>home</title>");
        Files.writeString(webRoot.resolve("sub/index.html"), "<!doctype html><title>sub</title>");
        Files.writeString(webRoot.resolve("app.js"), "// script\n".repeat(200));
        ServerSettings settings = change.apply(ServerSettings.of(webRoot));
        App app = new App(Keys.read(Source.commandLine(option -> option.equals("--hosts") ? "a, a.example" : null)));
        EmbeddedServer server = new EmbeddedServer(settings, app.services(), List.of(TestEndpoint.class), safeguards);
        server.start();
        return new Served(app, server, settings.tls() != null);
    }

    static Served at(Path webRoot) throws IOException {
        return at(webRoot, settings -> settings);
    }

    Services services() {
        return app.services();
    }

    Wire connect() throws IOException {
        return new Wire(server.port(), secure);
    }

    /** Without TLS, whatever the server speaks. */
    Wire connectPlainly() throws IOException {
        return new Wire(server.port());
    }

    /** Waits for a condition, and fails after {@link #PATIENCE}. */
    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("never: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** For a test of our own mistakes, which may be logged. */
    void closeAfterErrors() {
        server.close();
        logs.close();
    }

    @Override
    public void close() {
        server.close();
        app.close();
        List<String> loud = logs.heard();
        logs.close();
        assertEquals(List.of(), loud);
    }
}
