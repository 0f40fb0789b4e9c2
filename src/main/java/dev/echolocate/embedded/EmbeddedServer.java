package dev.echolocate.embedded;

import dev.echolocate.web.Doors;
import jakarta.servlet.Servlet;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.servlet.ServletRegistration;
import org.glassfish.grizzly.servlet.WebappContext;

/**
 * Our own server: one listener on one address, WebSocket endpoints, servlets, pages and libraries.
 *
 * <p>WebSocket frames, handshakes and exchanges run on the selector threads, so no endpoint may block there. Other
 * requests run on bounded pools, once they are whole. All threads are daemons.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String NAME = "echolocate";
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Settings settings;
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    private final Safeguards safeguards;
    private final Guard guard;
    private final Accepting accepting;
    private final Selecting selecting;
    private final Pool bodies;
    private final Pool requests;
    private final Requests gathering;
    private final TyrusContainer container;
    private final WebappContext servlets;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(NAME + "-deadlines"));

    /**
     * Builds the server; nothing runs or is bound yet.
     *
     * @param endpoints classes annotated with {@code @ServerEndpoint}
     * @throws IOException where there is no web root
     */
    public EmbeddedServer(Settings settings, Doors doors, List<Class<?>> endpoints) throws IOException {
        this(settings, doors, endpoints, Safeguards.alone());
    }

    /** As above. */
    public EmbeddedServer(Settings settings, Doors doors, List<Class<?>> endpoints, Safeguards safeguards)
            throws IOException {
        this.settings = settings;
        Limits limits = settings.limits();
        this.safeguards = safeguards;
        guard = new Guard(limits, safeguards);
        accepting = new Accepting(sweeper, safeguards::failed);
        selecting = new Selecting(safeguards::failed);
        bodies = new Pool(NAME + "-body", limits.pools().body(), limits.pools().queued());
        requests = new Pool(
                NAME + "-request", limits.pools().request(), limits.pools().queued());
        Exchanges exchanges = new Exchanges(settings.contextPath(), settings.exchanges());
        gathering = new Requests(limits.sizes(), exchanges, bodies, requests);
        container = container(settings, endpoints);
        servlets = servlets(settings);
        listener = new NetworkListener(NAME, settings.host(), settings.port());
        listener.setTransport(Transports.create(NAME, accepting, selecting));
        listener.setDefaultErrorPageGenerator((request, status, reason, description, cause) -> status + ": " + reason);
        Meter meter = settings.traffic() == null ? null : new Meter(settings.traffic(), settings.contextPath());
        listener.registerAddOn(new Plumbing(
                guard,
                settings.tls() == null ? null : new TlsFilter(settings.tls()),
                meter,
                new HttpCodec(settings.headers(), limits.sizes(), meter, safeguards.refusals()),
                List.of(new Handshakes(container, settings.contextPath(), doors), gathering, exchanges)));
        http.addListener(listener);
        http.getServerConfiguration().setName(NAME);
        StaticFiles pages =
                new StaticFiles(settings.contextPath(), new Assets(settings.webRoot(), settings.libraries()));
        http.getServerConfiguration().addHttpHandler(pages, mappings(settings.contextPath()));
    }

    /**
     * Binds and serves.
     *
     * @throws java.net.BindException if the port is taken, or the address is not of this machine
     */
    public void start() throws IOException {
        try {
            container.start(settings.contextPath(), settings.port());
            servlets.deploy(http);
            http.start();
        } catch (DeploymentException e) {
            close();
            throw new IllegalStateException("an endpoint that can't be deployed", e);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        Watch watch = safeguards.watch();
        if (watch != null) {
            watch.over(selecting::alive);
            watch.over(accepting::alive);
        }
        long tick = Math.min(500, Math.max(20, shortestDeadlineMillis() / 4));
        var unused = sweeper.scheduleWithFixedDelay(guard::sweep, tick, tick, TimeUnit.MILLISECONDS);
    }

    /** The port that is listened on, once started. */
    public int port() {
        return listener.getPort();
    }

    /** Open connections: requests, idle ones and WebSockets. */
    public int connections() {
        return guard.connections();
    }

    /** Bytes of requests in memory, but for their bodies. */
    public long headBytes() {
        return guard.headBytes();
    }

    /** Bytes of request bodies in memory. */
    public long gatheredBytes() {
        return gathering.gatheredBytes();
    }

    /**
     * Stops listening, gives responses and closed sessions a second to be done, ends everything else, and ends all
     * threads. Sessions are to be closed before, by whoever keeps them: here they just end.
     */
    @Override
    public void close() {
        accepting.close();
        listener.getTransport().unbindAll();
        long until = System.nanoTime() + GRACE_NANOS;
        while (guard.isBusy() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        guard.endAll();
        sweeper.shutdownNow();
        http.shutdownNow();
        servlets.undeploy();
        container.stop();
        requests.close();
        bodies.close();
    }

    private long shortestDeadlineMillis() {
        Limits.Deadlines all = settings.limits().deadlines();
        return List.of(all.header(), all.body(), all.idle(), all.stall(), all.linger()).stream()
                .mapToLong(java.time.Duration::toMillis)
                .min()
                .orElseThrow();
    }

    private static TyrusContainer container(Settings settings, List<Class<?>> endpoints) {
        TyrusContainer container = new TyrusContainer(
                settings.contextPath(), settings.limits().sizes().message());
        for (Class<?> endpoint : endpoints) {
            try {
                container.addEndpoint(endpoint);
            } catch (DeploymentException e) {
                throw new IllegalArgumentException(endpoint.getName(), e);
            }
        }
        return container;
    }

    private static WebappContext servlets(Settings settings) {
        WebappContext context = new WebappContext(NAME, settings.contextPath());
        settings.servlets().forEach((String pattern, Servlet servlet) -> {
            ServletRegistration registration = context.addServlet(pattern, servlet);
            registration.setAsyncSupported(true);
            registration.setLoadOnStartup(1);
            registration.addMapping(pattern);
        });
        return context;
    }

    private static HttpHandlerRegistration[] mappings(String contextPath) {
        HttpHandlerRegistration root = HttpHandlerRegistration.builder()
                .contextPath("")
                .urlPattern("/")
                .build();
        if (contextPath.isEmpty()) {
            return new HttpHandlerRegistration[] {root};
        }
        HttpHandlerRegistration own = HttpHandlerRegistration.builder()
                .contextPath(contextPath)
                .urlPattern("/")
                .build();
        return new HttpHandlerRegistration[] {root, own};
    }
}
