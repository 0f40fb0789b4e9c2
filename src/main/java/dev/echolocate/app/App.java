package dev.echolocate.app;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Capacity;
import dev.echolocate.base.Config;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Refusal;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.chat.Chat;
import dev.echolocate.chat.ChatKeys;
import dev.echolocate.compare.Traffic;
import dev.echolocate.delivery.DeliveryKeys;
import dev.echolocate.delivery.Hub;
import dev.echolocate.delivery.HubSettings;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.FeedKeys;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.TimedEngine;
import dev.echolocate.inspect.ProbeLimits;
import dev.echolocate.inspect.Probes;
import dev.echolocate.map.MapFile;
import dev.echolocate.place.PlaceKeys;
import dev.echolocate.place.Places;
import dev.echolocate.tracker.Tracker;
import dev.echolocate.tracker.TrackerKeys;
import dev.echolocate.web.Admission;
import dev.echolocate.web.AssemblyBudget;
import dev.echolocate.web.EndpointSettings;
import dev.echolocate.web.Gate;
import dev.echolocate.web.Hosts;
import dev.echolocate.web.MapTiles;
import dev.echolocate.web.Operators;
import dev.echolocate.web.Proxies;
import dev.echolocate.web.Rates;
import dev.echolocate.web.Readiness;
import dev.echolocate.web.SecurityHeaders;
import dev.echolocate.web.Services;
import dev.echolocate.web.Switches;
import dev.echolocate.web.http.About;
import dev.echolocate.web.http.Bodies;
import dev.echolocate.web.http.Exchange;
import dev.echolocate.web.http.Health;
import dev.echolocate.web.http.HttpFeeds;
import dev.echolocate.web.http.Inspection;
import dev.echolocate.web.http.MapConfig;
import dev.echolocate.web.http.Off;
import dev.echolocate.web.http.Qr;
import dev.echolocate.web.http.Scrape;
import dev.echolocate.web.http.Shell;
import dev.echolocate.web.http.Sockets;
import dev.echolocate.web.http.StreetTiles;
import dev.echolocate.web.http.TrafficTable;
import dev.echolocate.web.http.WebFiles;
import dev.echolocate.web.http.Work;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds the whole of it from a configuration. {@link #close} ends every session, then every thread. */
public final class App implements AutoCloseable {
    /** Bytes of replies that wait for a session of a feed. */
    private static final int MAX_REPLIES = 64 * 1024;

    /** Whose bytes are counted at once; some 600 bytes each. */
    private static final int MAX_COUNTED = 1_000;

    /** How long an engine may take to open a feed, or to say what became of a write. */
    private static final long ENGINE_MILLIS = 5_000;

    /** Tiles of the map that are asked for at once. */
    private static final int MAX_READS = 1_024;

    /** Who waits for figures. */
    private static final int MAX_SCRAPES = 16;

    /** A stop takes 5 s at most: this for closing politely, the rest for cutting off. */
    private static final long STOP_MILLIS = 3_000;

    /** For threads to end that were told to: containers complain of those that are left. */
    private static final long JOIN_MILLIS = 500;

    private final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    private final boolean shares;
    private final OwnThreads threads;
    private final Engine engine;
    private final Hub hub;
    private final ScheduledThreadPoolExecutor sweeper;
    private final Services services;
    private final Work work;

    /** What reads the map, one tile after the other: a disk that hangs holds up nothing else. */
    private final Work reading;

    private final Duration bodyDeadline;

    /** Where a container asks for it: our own server brings no servlet API along. */
    private volatile @Nullable Bodies bodies;

    private final Budgets budgets;
    private final Metrics metrics;
    private final Operators operators;
    private final String source;
    private final ThreadPoolExecutor scrapes;
    private final RefusalLog refusalLog = new RefusalLog(refusals, App::millis);
    private final @Nullable SessionLog sessionLog;
    private final MapTiles tiles;
    private final @Nullable MapFile map;
    private final Duration hsts;
    private final Traffic traffic;

    public App(Config config) {
        this(config, null, UnaryOperator.identity());
    }

    /**
     * @param certificate of the server that it runs on, as it is now; null where that is not known
     * @param engines what it runs on, given the engine of this process
     */
    App(Config config, @Nullable Supplier<X509Certificate> certificate, UnaryOperator<Engine> engines) {
        // First: where it can't be used, nothing is begun.
        map = OwnMap.of(config, App::millis);
        shares = config.get(Budget.LIMITS);
        budgets = new Budgets(config, shares);
        source = config.get(About.SOURCE);
        operators = new Operators(config.get(Operators.NETWORKS));
        traffic = new Traffic(new Budget(MAX_COUNTED, shares), App::millis);
        tiles = OwnMap.tiles(config);
        // A browser lets nobody accept a certificate that it does not know of a server that has said this.
        hsts = config.get(Certificates.SELF_SIGNED) ? Duration.ZERO : config.get(SecurityHeaders.HSTS_LIFE);
        threads = new OwnThreads();
        hub = new Hub(
                new HubSettings(
                        config.get(DeliveryKeys.SEND_DEADLINE),
                        config.get(DeliveryKeys.PING_INTERVAL),
                        config.get(DeliveryKeys.SILENCE),
                        config.get(DeliveryKeys.FEED_BEAT),
                        config.get(DeliveryKeys.UNSENT_MAX_TOTAL),
                        MAX_REPLIES,
                        shares),
                refusals,
                App::millis,
                System::currentTimeMillis,
                threads);
        Engine local = new LocalEngine(
                FeedLimits.of(
                        config.get(FeedKeys.MAX_BYTES),
                        config.get(FeedKeys.MAX),
                        config.get(FeedKeys.IDLE),
                        config.get(FeedKeys.MAX_PEOPLE),
                        shares),
                App::millis,
                System::currentTimeMillis);
        engine = new TimedEngine(
                engines.apply(local), (millis, task) -> hub.later(millis, () -> hub.later(task)), ENGINE_MILLIS);
        sessionLog = config.get(SessionLog.SESSIONS)
                ? new SessionLog(Addresses.of(config.get(Addresses.WRITTEN)), threads)
                : null;
        if (sessionLog != null) {
            hub.counts().tell(sessionLog::over);
        }
        scrapes = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_SCRAPES), threads);
        scrapes.allowCoreThreadTimeOut(true);
        sweeper = new ScheduledThreadPoolExecutor(1, threads);
        services = new Services(
                admission(config, certificate == null ? null : certificate.get()),
                hub,
                new Broadcast(engine),
                new Chat(engine, System::currentTimeMillis, config.get(ChatKeys.LIFE), config.get(ChatKeys.GRACE)),
                new Tracker(
                        engine,
                        System::currentTimeMillis,
                        config.get(TrackerKeys.LIFE),
                        config.get(TrackerKeys.GRACE),
                        budgets.of(TrackerKeys.TRAILS)),
                new Places(engine, System::currentTimeMillis, budgets.of(PlaceKeys.MAX)),
                new Probes(
                        budgets.of(ProbeLimits.MAX),
                        new ProbeLimits(config.get(ProbeLimits.IDLE), config.get(ProbeLimits.LIFE)),
                        refusals,
                        certificate,
                        App::millis,
                        threads),
                new AssemblyBudget(config.get(AssemblyBudget.MAX_TOTAL), shares),
                new EndpointSettings(
                        config.get(EndpointSettings.ECHO_MAX_MESSAGE),
                        config.get(EndpointSettings.ECHO_MAX_UNSENT),
                        config.get(EndpointSettings.BROADCAST_MAX_MESSAGE),
                        config.get(EndpointSettings.TRACKER_MAX_MESSAGE),
                        shares ? config.get(EndpointSettings.RATE_MESSAGES) : 0));
        bodyDeadline = config.get(Exchange.BODY_DEADLINE);
        Budget unread = budgets.of(Work.MAX_UNREAD);
        work = new Work(
                "work",
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                budgets.of(Work.QUEUED),
                unread,
                refusals,
                threads);
        reading = new Work("map", 1, new Budget(MAX_READS, shares), unread, refusals, threads);
        metrics = new Metrics(services, engine, refusals);
        metrics.caps(budgets::caps);
        metrics.caps(() -> List.of(services.assembly().cap(), hub.cap()));
        metrics.caps(engine::caps);
        metrics.threads(hub::threads);
        metrics.threads(() -> List.of(work.look(), reading.look()));
        var unused = sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    private Admission admission(Config config, @Nullable X509Certificate certificate) {
        Set<String> names = new HashSet<>(config.get(Hosts.NAMES));
        names.addAll(OwnNames.ofMachine());
        names.addAll(OwnNames.of(certificate));
        return new Admission(
                new Readiness(),
                new Proxies(config.get(Proxies.TRUSTED), config.get(Proxies.HEADER)),
                new Hosts(names),
                new Gate(config.get(Gate.ORIGINS), config.get(Gate.WEBSOCKET)),
                new Switches(part -> config.get(part.key())),
                budgets.of(Capacity.SESSIONS),
                Rates.perSecond(shares ? config.get(Rates.POSTS) : 0, App::millis),
                Rates.perMinute(shares ? config.get(Rates.PLACES) : 0, App::millis),
                refusals);
    }

    public Services services() {
        return services;
    }

    /** Those that a container reads. */
    Bodies bodies() {
        Bodies made = new Bodies(services.assembly(), services.admission(), bodyDeadline, App::millis);
        bodies = made;
        return made;
    }

    /** Where a server counts bytes, if it can. */
    Traffic traffic() {
        return traffic;
    }

    /**
     * URL pattern under the context path to what answers without a thread that waits.
     *
     * @param counted {@link #traffic} where somebody counts, else null
     * @param machineOnly whether the server listens on a loopback address only; false where that is not known
     * @param files that are served beside them
     */
    Map<String, Exchange.Handler> exchanges(@Nullable Traffic counted, boolean machineOnly, WebFiles files) {
        Map<String, Exchange.Handler> exchanges = new LinkedHashMap<>();
        String headers = SecurityHeaders.table(tiles).toString();
        exchanges.put(Shell.PATTERN, new Shell(files, exchanges::containsKey, Version.text(), headers, work));
        exchanges.put(HttpFeeds.PATTERN, new HttpFeeds(services, work));
        Inspection inspection = new Inspection(services.admission(), work);
        Inspection.PATTERNS.forEach(pattern -> exchanges.put(pattern, inspection));
        exchanges.put(TrafficTable.PATTERN, new TrafficTable(services.admission(), counted));
        exchanges.put(Health.PATTERN, new Health(services.admission().readiness()));
        exchanges.put(Scrape.PATTERN, new Scrape(services.admission(), operators, metrics::text, scrapes));
        exchanges.put(MapConfig.PATTERN, new MapConfig(tiles, map, reading, machineOnly));
        exchanges.put(StreetTiles.PATTERN, new StreetTiles(services.admission(), map, reading));
        exchanges.put(Qr.PATTERN, new Qr(services.admission(), work));
        exchanges.put(
                About.PATTERN, new About(counted != null, services.admission().switches(), Version.text(), source));
        Sockets.PATTERNS.forEach(pattern -> exchanges.put(pattern, new Sockets()));
        turnOff(exchanges);
        return exchanges;
    }

    private void turnOff(Map<String, Exchange.Handler> exchanges) {
        turnOff(exchanges, Switches.Feature.INSPECT, Inspection.PATTERNS, List.of("/inspect.html", "/inspect"));
        turnOff(exchanges, Switches.Feature.COMPARE, List.of(TrafficTable.PATTERN), List.of("/compare.html"));
        turnOff(exchanges, Switches.Feature.QR, List.of(), List.of(Qr.PATTERN));
    }

    private void turnOff(
            Map<String, Exchange.Handler> exchanges,
            Switches.Feature part,
            List<String> forPrograms,
            List<String> pages) {
        Admission admission = services.admission();
        if (!admission.switches().has(part)) {
            forPrograms.forEach(pattern -> exchanges.put(pattern, new Off(admission, part, false)));
            pages.forEach(pattern -> exchanges.put(pattern, new Off(admission, part, true)));
        }
    }

    /** What is told of it to who watches it. */
    Metrics metrics() {
        return metrics;
    }

    /** On every response, but for what is for TLS alone. */
    Map<String, String> headers() {
        return SecurityHeaders.table(tiles, hsts);
    }

    /** Each for itself: one that throws would keep the others from it, and be the last one. */
    private void sweep() {
        Enduring.run("a sweep of the feeds", engine::sweep);
        Enduring.run("a sweep of the tracker", () -> services.tracker().sweep());
        Enduring.run("a sweep of the meeting points", () -> services.places().sweep());
        Enduring.run("a sweep of the probes", () -> services.probes().sweep());
        Bodies bodies = this.bodies;
        if (bodies != null) {
            Enduring.run("a sweep of the bodies", bodies::sweep);
        }
        Enduring.run("a sweep of the traffic", traffic::sweep);
        Enduring.run("a sweep of the refusals", refusalLog::sweep);
        Enduring.run("a sweep of the admission", () -> services.admission().sweep());
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Takes in nobody new; closes every session with 1001, within 5 s; then stops every thread. */
    @Override
    public void close() {
        services.admission().readiness().stop();
        services.probes().close();
        hub.endAll(STOP_MILLIS);
        hub.close();
        if (sessionLog != null) {
            sessionLog.close();
        }
        work.close();
        reading.close();
        scrapes.shutdownNow();
        sweeper.shutdownNow();
        engine.close();
        threads.join(JOIN_MILLIS);
        if (map != null) {
            map.close();
        }
    }
}
