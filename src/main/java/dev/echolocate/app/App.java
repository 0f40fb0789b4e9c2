package dev.echolocate.app;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Config;
import dev.echolocate.base.Unsurvivable;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.chat.Chat;
import dev.echolocate.compare.Traffic;
import dev.echolocate.delivery.Delivery;
import dev.echolocate.delivery.Settings;
import dev.echolocate.feed.Limits;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.inspect.ProbeLimits;
import dev.echolocate.inspect.Probes;
import dev.echolocate.tracker.Tracker;
import dev.echolocate.web.DoorSettings;
import dev.echolocate.web.Doors;
import dev.echolocate.web.Gate;
import dev.echolocate.web.MapServlet;
import dev.echolocate.web.MapTiles;
import dev.echolocate.web.QrServlet;
import dev.echolocate.web.SecurityHeaders;
import dev.echolocate.web.http.Exchange;
import dev.echolocate.web.http.HttpFeeds;
import dev.echolocate.web.http.Inspection;
import dev.echolocate.web.http.TrafficTable;
import jakarta.servlet.Servlet;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Builds the whole of it from a configuration. {@link #close} ends every session, then every thread. */
public final class App implements AutoCloseable {
    private static final Logger LOG = System.getLogger(App.class.getName());

    /** Bytes of replies that wait for a session of a feed. */
    private static final int MAX_REPLIES = 64 * 1024;

    /** Whose bytes are counted at once; some 600 bytes each. */
    private static final int MAX_COUNTED = 1_000;

    /** A stop takes 5 s at most: this for closing politely, the rest for cutting off. */
    private static final long STOP_MILLIS = 3_000;

    /** For threads to end that were told to: containers complain of those that are left. */
    private static final long JOIN_MILLIS = 500;

    private final Threads threads;
    private final LocalEngine engine;
    private final Delivery delivery;
    private final ScheduledThreadPoolExecutor sweeper;
    private final Doors doors;
    private final MapTiles tiles;
    private final Traffic traffic = new Traffic(MAX_COUNTED, App::millis);

    public App(Config config) {
        this(config, null);
    }

    /**
     * @param certificate of the server that it runs on; null where that is not known
     */
    App(Config config, @Nullable X509Certificate certificate) {
        tiles = new MapTiles(
                config.get(Config.MAP_TILES), config.get(Config.MAP_ATTRIBUTION), config.get(Config.MAP_MAX_ZOOM));
        threads = new Threads();
        engine = new LocalEngine(
                Limits.of(
                        config.get(Config.FEEDS_MAX_BYTES),
                        config.get(Config.FEEDS_MAX),
                        config.get(Config.FEEDS_IDLE),
                        config.get(Config.TRACKER_MAX_PEOPLE)),
                App::millis);
        delivery = new Delivery(
                new Settings(
                        config.get(Config.SEND_DEADLINE),
                        config.get(Config.PING_INTERVAL),
                        config.get(Config.SILENCE),
                        config.get(Config.UNSENT_MAX_TOTAL),
                        MAX_REPLIES),
                App::millis,
                threads);
        sweeper = new ScheduledThreadPoolExecutor(1, threads);
        doors = new Doors(
                new Gate(config.get(Config.ORIGINS), config.get(Config.WEBSOCKET)),
                delivery,
                new Broadcast(engine),
                new Chat(
                        engine, System::currentTimeMillis, config.get(Config.CHAT_LIFE), config.get(Config.CHAT_GRACE)),
                new Tracker(
                        engine,
                        System::currentTimeMillis,
                        config.get(Config.TRACKER_LIFE),
                        config.get(Config.TRACKER_GRACE),
                        config.get(Config.TRACKER_TRAILS)),
                new Probes(
                        new ProbeLimits(
                                config.get(Config.PROBE_MAX),
                                config.get(Config.PROBE_IDLE),
                                config.get(Config.PROBE_LIFE)),
                        certificate,
                        App::millis,
                        threads),
                new Budget(config.get(Config.GATHER_MAX_TOTAL)),
                new DoorSettings(
                        config.get(Config.MAX_SESSIONS),
                        config.get(Config.ECHO_MAX_MESSAGE),
                        config.get(Config.ECHO_MAX_UNSENT),
                        config.get(Config.BROADCAST_MAX_MESSAGE),
                        config.get(Config.TRACKER_MAX_MESSAGE)));
        var unused = sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    public Doors doors() {
        return doors;
    }

    /** URL pattern under the context path to servlet. */
    Map<String, Servlet> servlets() {
        return Map.of(MapServlet.PATTERN, new MapServlet(tiles), "/qr", new QrServlet());
    }

    /** Where a server counts bytes, if it can. */
    Traffic traffic() {
        return traffic;
    }

    /**
     * URL pattern under the context path to what answers without a thread that waits.
     *
     * @param counted {@link #traffic} where somebody counts, else null
     */
    Map<String, Exchange.Handler> exchanges(@Nullable Traffic counted) {
        Map<String, Exchange.Handler> exchanges = new LinkedHashMap<>();
        exchanges.put(HttpFeeds.PATTERN, new HttpFeeds(doors));
        Inspection inspection = new Inspection(doors.gate());
        Inspection.PATTERNS.forEach(pattern -> exchanges.put(pattern, inspection));
        exchanges.put(TrafficTable.PATTERN, new TrafficTable(doors.gate(), counted));
        return exchanges;
    }

    /** On every response. */
    Map<String, String> headers() {
        return SecurityHeaders.table(tiles);
    }

    private void sweep() {
        try {
            engine.sweep();
            doors.tracker().sweep();
            doors.probes().sweep();
            traffic.sweep();
        } catch (RuntimeException e) {
            // A sweep that throws would be the last one.
            LOG.log(Level.WARNING, "a sweep failed", e);
        } catch (Error e) {
            Unsurvivable.tell(e);
            throw e;
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Closes every session with 1001, within 5 s; then stops every thread. */
    @Override
    public void close() {
        doors.probes().close();
        delivery.endAll(STOP_MILLIS);
        delivery.close();
        sweeper.shutdownNow();
        engine.close();
        threads.join(JOIN_MILLIS);
    }

    /** Daemons, named, that keep no thread's class loader but ours. */
    private static final class Threads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();
        private final Set<Thread> running = ConcurrentHashMap.newKeySet();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(null, () -> run(task), "echolocate-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        }

        private void run(Runnable task) {
            running.add(Thread.currentThread());
            try {
                task.run();
            } finally {
                running.remove(Thread.currentThread());
            }
        }

        /** Waits for all of them, so long in all. */
        void join(long millis) {
            long end = App.millis() + millis;
            try {
                for (Thread thread : running) {
                    thread.join(Math.max(1, end - App.millis()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
