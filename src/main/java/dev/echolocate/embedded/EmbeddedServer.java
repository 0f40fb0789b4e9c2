package dev.echolocate.embedded;

import dev.echolocate.base.Cap;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Threads;
import dev.echolocate.web.Services;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOServerConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/**
 * Our own server: one listener on one address, WebSocket endpoints, exchanges, and pages.
 *
 * <p>Frames, handshakes and exchanges run on the selector threads, so nobody may block there. A page is read from the disk
 * on a thread of its own, once. All threads are daemons.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EmbeddedServer.class.getName());
    private static final String NAME = "echolocate";
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Requests for pages that are not in memory yet; above it 503. */
    private static final int MAX_UNREAD = 512;

    private final ServerSettings settings;
    private final TCPNIOTransport transport;
    private final Safeguards safeguards;
    private final ConnectionDeadlines guard;
    private final Accepting accepting;
    private final Selecting selecting;
    private final Requests gathering;
    private final @Nullable Inflaters inflaters;
    private final TyrusContainer container;
    private final ThreadPoolExecutor disk;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(NAME + "-deadlines"));
    private @Nullable TCPNIOServerConnection listener;

    /**
     * Builds the server; nothing runs or is bound yet.
     *
     * @param endpoints classes annotated with {@code @ServerEndpoint}
     * @throws IOException where there is no web root
     */
    public EmbeddedServer(ServerSettings settings, Services services, List<Class<?>> endpoints) throws IOException {
        this(settings, services, endpoints, Safeguards.alone());
    }

    /** As above. */
    public EmbeddedServer(ServerSettings settings, Services services, List<Class<?>> endpoints, Safeguards safeguards)
            throws IOException {
        this.settings = settings;
        this.safeguards = safeguards;
        guard = new ConnectionDeadlines(
                settings.limits(), safeguards, services.admission()::isProxy, settings.headers());
        selecting = new Selecting(safeguards::failed);
        accepting = new Accepting(sweeper, selecting::sign, safeguards::failed);
        transport = Transports.create(NAME, accepting, selecting);
        disk = disk();
        StaticFiles pages = new StaticFiles(
                settings.contextPath(),
                new Assets(settings.webRoot(), settings.libraries()),
                new LinkPreviews(settings.contextPath(), services.admission()::isOurs),
                disk,
                safeguards.refusals());
        Exchanges exchanges = new Exchanges(settings.contextPath(), settings.exchanges(), pages);
        gathering = new Requests(settings.limits().sizes(), exchanges, services.admission(), safeguards.shares());
        long inflating = settings.limits().sizes().inflating();
        inflaters = inflating == 0 ? null : new Inflaters(inflating, safeguards.shares());
        container = container(settings, endpoints);
        transport.setProcessor(chain(settings, services, exchanges));
    }

    /** From the transport up: who guards, observes, decodes, shakes hands, gathers, and answers. */
    private FilterChain chain(ServerSettings settings, Services services, Exchanges exchanges) {
        List<ConnectionObserver> observing = new ArrayList<>(List.of(new NotedHeads()));
        if (settings.traffic() != null) {
            observing.add(new ByteCounter(settings.traffic(), settings.contextPath()));
        }
        Observers observers = new Observers(observing);
        FilterChainBuilder chain =
                FilterChainBuilder.stateless().add(new TransportFilter()).add(guard);
        if (settings.tls() != null) {
            chain.add(new TlsFilter(settings.tls(), guard));
        }
        return chain.add(observers)
                .add(new HttpCodec(
                        new HeaderTable(settings.headers(), services.admission()),
                        settings.limits().sizes(),
                        observers,
                        exchanges,
                        safeguards.refusals()))
                .add(new Handshakes(container, settings.contextPath(), services, observers, inflaters))
                .add(gathering)
                .add(exchanges)
                .build();
    }

    private static ThreadPoolExecutor disk() {
        ThreadPoolExecutor disk = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_UNREAD), DaemonThreads.named(NAME + "-disk"));
        disk.allowCoreThreadTimeOut(true);
        return disk;
    }

    /**
     * Binds and serves.
     *
     * @throws java.net.BindException if the port is taken, or the address is not of this machine
     */
    public void start() throws IOException {
        try {
            container.start(settings.contextPath(), settings.port());
            listener = transport.bind(settings.host(), settings.port());
            transport.start();
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
        var unused = sweeper.scheduleWithFixedDelay(
                Enduring.task("a sweep of the connections", guard::sweep), tick, tick, TimeUnit.MILLISECONDS);
    }

    /** The port that is listened on, once started. */
    public int port() {
        return listener != null && listener.getLocalAddress() instanceof InetSocketAddress bound
                ? bound.getPort()
                : settings.port();
    }

    /** Open connections: requests, idle ones and WebSockets. */
    public int connections() {
        return guard.connections();
    }

    /** What is used of its limits. */
    public List<Cap> caps() {
        List<Cap> caps = new ArrayList<>(guard.caps());
        caps.add(gathering.cap());
        if (inflaters != null) {
            caps.add(inflaters.cap());
        }
        return caps;
    }

    /** The thread that reads pages from the disk, and what waits for it. */
    public List<Threads> threads() {
        return List.of(new Threads(
                "disk",
                disk.getActiveCount(),
                disk.getMaximumPoolSize(),
                disk.getQueue().size(),
                MAX_UNREAD));
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
        transport.unbindAll();
        long until = System.nanoTime() + GRACE_NANOS;
        while (guard.isBusy() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        guard.endAll();
        sweeper.shutdownNow();
        stopTransport();
        container.stop();
        disk.shutdownNow();
        if (inflaters != null) {
            inflaters.close();
        }
    }

    private void stopTransport() {
        try {
            transport.shutdownNow();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the transport doesn't stop well", e);
        }
    }

    private long shortestDeadlineMillis() {
        ConnectionLimits.Deadlines all = settings.limits().deadlines();
        return List.of(all.header(), all.body(), all.idle(), all.stall(), all.linger()).stream()
                .mapToLong(java.time.Duration::toMillis)
                .min()
                .orElseThrow();
    }

    private static TyrusContainer container(ServerSettings settings, List<Class<?>> endpoints) {
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
}
