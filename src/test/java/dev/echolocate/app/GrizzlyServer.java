package dev.echolocate.app;

import dev.echolocate.base.Config;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Source;
import dev.echolocate.embedded.ServerSettings;
import dev.echolocate.feed.Engine;
import dev.echolocate.testkit.Pages;
import dev.echolocate.testkit.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The application on its own server, in this JVM: what {@code java -jar} starts. It lives here to see {@link Standalone}. */
public final class GrizzlyServer implements Server {
    private static final String PREFIX = "echolocate.";

    private final Map<String, String> settings;
    private final Path pages;
    private final UnaryOperator<Engine> engines;
    private Standalone running;
    private int port;

    /** On a free port of the loopback interface, unless the settings say otherwise. */
    public GrizzlyServer(Map<String, String> settings) {
        this(settings, Pages.AS_THEY_ARE);
    }

    /** The same, with other pages. */
    public GrizzlyServer(Map<String, String> settings, Path pages) {
        this(settings, pages, UnaryOperator.identity());
    }

    /** The same, on another engine. */
    public GrizzlyServer(Map<String, String> settings, UnaryOperator<Engine> engines) {
        this(settings, Pages.AS_THEY_ARE, engines);
    }

    private GrizzlyServer(Map<String, String> settings, Path pages, UnaryOperator<Engine> engines) {
        this.engines = engines;
        this.pages = pages;
        this.settings = new HashMap<>(Map.of("host", "127.0.0.1", "port", "0"));
        this.settings.putAll(settings);
        running = start();
    }

    private Standalone start() {
        Source source = Source.contextParameters(name -> settings.get(name.substring(PREFIX.length())));
        try {
            Config config = Keys.read(source);
            Reach reach = Reach.of(config.get(ServerSettings.HOST));
            Standalone started = Standalone.start(config, pages, Certificates.of(config, reach), null, engines);
            port = started.port();
            settings.put("port", Integer.toString(port));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String contextPath() {
        return settings.getOrDefault("context-path", "");
    }

    @Override
    public boolean isSecure() {
        return settings.containsKey("self-signed") || settings.containsKey("tls-keystore");
    }

    @Override
    public void close() {
        running.close();
    }

    /** How many sessions there are. */
    public int sessions() {
        return running.sessions();
    }

    /** What a stop begins with. */
    public void refuseNewcomers() {
        running.refuseNewcomers();
    }

    /** How often it has refused somebody, by reason. */
    public Counters<Refusal> refused() {
        return running.refused();
    }

    @Override
    public void restart() {
        close();
        running = start();
    }
}
