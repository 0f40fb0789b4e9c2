package dev.echolocate.app;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Capacity;
import dev.echolocate.base.Config;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Refusal;
import dev.echolocate.embedded.ConnectionLimits;
import dev.echolocate.embedded.EmbeddedServer;
import dev.echolocate.embedded.FolderFiles;
import dev.echolocate.embedded.Safeguards;
import dev.echolocate.embedded.ServerSettings;
import dev.echolocate.embedded.Watch;
import dev.echolocate.feed.Engine;
import dev.echolocate.tls.Identity;
import dev.echolocate.tls.RenewedIdentity;
import dev.echolocate.web.Readiness;
import dev.echolocate.web.Services;
import dev.echolocate.web.http.Exchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The application on a server of its own. */
final class Standalone implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Standalone.class.getName());

    /** Between two looks at the key store; a renewed one is taken after two of them. */
    private static final long LOOK_SECONDS = 2;

    private static final double MILLIS = 1000;

    private final App app;
    private final EmbeddedServer server;
    private final Duration drain;

    /** A thread of its own: a disk that hangs must hold up nothing else. Null where nothing is renewed. */
    private final @Nullable ScheduledExecutorService renewing;

    private Standalone(App app, EmbeddedServer server, Duration drain, @Nullable ScheduledExecutorService renewing) {
        this.app = app;
        this.server = server;
        this.drain = drain;
        this.renewing = renewing;
    }

    /**
     * Listens before it returns. Throws a {@link java.net.BindException} where it cannot.
     *
     * @param identity to speak TLS with, or null
     * @param watch ends the process where it can't go on; null where it isn't ours to end
     */
    static Standalone start(Config config, Path webRoot, @Nullable Supplier<Identity> identity, @Nullable Watch watch)
            throws IOException {
        return start(config, webRoot, identity, watch, UnaryOperator.identity());
    }

    /**
     * As above.
     *
     * @param engines what it runs on, given the engine of this process
     */
    static Standalone start(
            Config config,
            Path webRoot,
            @Nullable Supplier<Identity> identity,
            @Nullable Watch watch,
            UnaryOperator<Engine> engines)
            throws IOException {
        App app = new App(config, identity == null ? null : () -> identity.get().certificate(), engines);
        try {
            EmbeddedServer server = new EmbeddedServer(
                    settings(config, webRoot, app)
                            .withTls(
                                    identity == null
                                            ? null
                                            : () -> identity.get().context()),
                    app.services(),
                    Services.ENDPOINTS,
                    new Safeguards(app.services().admission().refused(), config.get(Budget.LIMITS), watch));
            app.metrics().own(server::connections);
            app.metrics().caps(server::caps);
            app.metrics().threads(server::threads);
            server.start();
            app.services().admission().readiness().ready();
            return new Standalone(app, server, config.get(Readiness.DRAIN), renewing(identity));
        } catch (IOException | RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private static @Nullable ScheduledExecutorService renewing(@Nullable Supplier<Identity> identity) {
        if (!(identity instanceof RenewedIdentity renewed)) {
            return null;
        }
        ScheduledExecutorService renewing = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "echolocate-certificate");
            thread.setDaemon(true);
            return thread;
        });
        var unused = renewing.scheduleWithFixedDelay(
                Enduring.task("a look at the certificate", renewed::look),
                LOOK_SECONDS,
                LOOK_SECONDS,
                TimeUnit.SECONDS);
        return renewing;
    }

    private static ServerSettings settings(Config config, Path webRoot, App app) throws IOException {
        ConnectionLimits limits = ConnectionLimits.defaults();
        ConnectionLimits.Deadlines deadlines = limits.deadlines();
        return new ServerSettings(
                config.get(ServerSettings.HOST),
                config.get(ServerSettings.PORT),
                config.get(ServerSettings.CONTEXT_PATH),
                webRoot,
                Standalone.class.getClassLoader(),
                app.headers(),
                app.exchanges(
                        app.traffic(),
                        Reach.of(config.get(ServerSettings.HOST)).kind() == Reach.Scope.THIS_MACHINE,
                        new FolderFiles(webRoot, Standalone.class.getClassLoader())),
                limits.withSizes(limits.sizes()
                                .withMessage(app.services().settings().maxMessage())
                                .withBody(Math.max(
                                        limits.sizes().body(),
                                        app.services().settings().maxPost()))
                                .withConnections(config.get(Capacity.CONNECTIONS))
                                .withHeads(config.get(ConnectionLimits.HEADS_MAX_TOTAL))
                                .withInflating(
                                        config.get(ConnectionLimits.DEFLATE)
                                                ? config.get(ConnectionLimits.DEFLATE_MAX_TOTAL)
                                                : 0)
                                .withBodies(config.get(ConnectionLimits.BODIES_MAX_TOTAL)))
                        .withDeadlines(new ConnectionLimits.Deadlines(
                                deadlines.header(),
                                config.get(Exchange.BODY_DEADLINE),
                                config.get(ConnectionLimits.KEEP_ALIVE),
                                deadlines.stall(),
                                deadlines.linger())),
                null,
                app.traffic());
    }

    /** That it listens on. */
    int port() {
        return server.port();
    }

    /** How many sessions there are. */
    int sessions() {
        return app.services().hub().sessions();
    }

    /** How often somebody was refused, by reason. */
    Counters<Refusal> refused() {
        return app.services().admission().refused();
    }

    /** How long who is in goes on before a stop ends them. */
    Duration drains() {
        return drain;
    }

    /** Takes in nobody new: who comes is told 503, and who is in goes on. */
    void refuseNewcomers() {
        app.services().admission().readiness().stop();
    }

    /** Takes in nobody new, leaves the others the time they have, closes every session with 1001, then stops listening. */
    @Override
    public void close() {
        refuseNewcomers();
        if (!drain.isZero()) {
            drain();
        }
        app.close();
        server.close();
        if (renewing != null) {
            renewing.shutdownNow();
        }
    }

    private void drain() {
        LOG.log(
                Level.INFO,
                "stopping: new connections are refused, and open sessions ({0}) go on for {1} s",
                app.services().hub().sessions(),
                drain.toMillis() / MILLIS);
        try {
            Thread.sleep(drain.toMillis());
        } catch (InterruptedException e) {
            // Then at once.
            Thread.currentThread().interrupt();
        }
        LOG.log(
                Level.INFO,
                "stopping: open sessions ({0}) are closed now",
                app.services().hub().sessions());
    }
}
