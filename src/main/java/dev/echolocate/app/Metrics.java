package dev.echolocate.app;

import dev.echolocate.base.Cap;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Threads;
import dev.echolocate.delivery.Hub;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Usage;
import dev.echolocate.delivery.Via;
import dev.echolocate.feed.Engine;
import dev.echolocate.web.Readiness;
import dev.echolocate.web.Services;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is told of this server to who watches it. All is read when it is asked for, from what is counted anyway. No label is
 * the name of a room, a channel, a person or an address: there are as many series as there are words in the program.
 * Thread-safe.
 */
final class Metrics {
    private static final List<String> FEEDS = List.of("broadcast", "chat", "tracker", "room");
    private static final List<String> ALONE = List.of("echo", "inspect");
    private static final Set<Via> SESSIONS = EnumSet.of(Via.WEBSOCKET, Via.SSE, Via.LONG_POLL);
    private static final Set<Via> IN = EnumSet.of(Via.WEBSOCKET, Via.POST);
    private static final Set<Via> OUT = EnumSet.of(Via.WEBSOCKET, Via.SSE, Via.LONG_POLL, Via.POLL);
    private static final double MILLIS = 1000;

    private final Services services;
    private final Engine engine;
    private final Counters<Refusal> refusals;
    private final Machine machine = new Machine();
    private final List<Supplier<List<Cap>>> caps = new CopyOnWriteArrayList<>();
    private final List<Supplier<List<Threads>>> threads = new CopyOnWriteArrayList<>();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final long started = System.currentTimeMillis();
    private volatile @Nullable LongSupplier connections;

    Metrics(Services services, Engine engine, Counters<Refusal> refusals) {
        this.services = services;
        this.engine = engine;
        this.refusals = refusals;
    }

    /** More limits. */
    void caps(Supplier<List<Cap>> more) {
        caps.add(more);
    }

    /** More threads. */
    void threads(Supplier<List<Threads>> more) {
        threads.add(more);
    }

    /** It runs on a server of its own, which has so many connections. */
    void own(LongSupplier connections) {
        this.connections = connections;
    }

    /** All of it, in the text format of Prometheus, in UTF-8. */
    byte[] text() {
        Samples samples = new Samples();
        server(samples);
        sessions(samples);
        messages(samples);
        caps(samples);
        threads(samples);
        machine.add(samples);
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        try {
            writer.write(out, samples.all(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void server(Samples samples) {
        LongSupplier connections = this.connections;
        samples.info(
                        "echolocate_build",
                        "What runs, and on what: a server of its own, or somebody's container.",
                        "version",
                        Version.text(),
                        "java",
                        Runtime.version().toString(),
                        "server",
                        connections == null ? "container" : "own")
                .gauge(
                        "echolocate_start_time_seconds",
                        "When the application started, in seconds since the epoch.",
                        started / MILLIS)
                .gauge(
                        "echolocate_ready",
                        "1 while who comes is let in, 0 while it starts or stops.",
                        services.admission().readiness().state() == Readiness.State.READY ? 1 : 0);
        if (connections != null) {
            samples.gauge("echolocate_connections", "TCP connections.", connections.getAsLong());
        }
    }

    private void sessions(Samples samples) {
        Hub hub = services.hub();
        samples.gauge(
                        "echolocate_sessions",
                        "Sessions that there are: WebSockets, event streams, long polls.",
                        each(SESSIONS, Usage::open))
                .counter("echolocate_sessions_opened", "Sessions that have begun.", each(SESSIONS, Usage::sessions))
                .counter(
                        "echolocate_sessions_ended",
                        "Sessions that have ended, by why; those that were refused had not begun.",
                        values -> hub.counts()
                                .endings()
                                .all()
                                .forEach((why, count) -> values.at(count, "reason", word(why))))
                .counter(
                        "echolocate_refused",
                        "Who was refused, by why, with the setting that decides.",
                        values -> refusals.all()
                                .forEach((why, count) ->
                                        values.at(count, "reason", word(why), "setting", why.setting())))
                .gauge("echolocate_rooms", "Rooms and channels that are kept, used or not.", values -> {
                    values.at(engine.feeds("broadcast"), "service", "broadcast");
                    values.at(engine.feeds("chat/people"), "service", "chat");
                    values.at(engine.feeds("tracker"), "service", "tracker");
                    values.at(engine.feeds("place"), "service", "room");
                })
                .gauge("echolocate_feeds_followed", "Feeds that somebody follows.", hub.fanouts());
    }

    private void messages(Samples samples) {
        Hub hub = services.hub();
        samples.counter("echolocate_messages_received", "Messages that have come, whole.", each(IN, Usage::messagesIn))
                .counter(
                        "echolocate_messages_sent",
                        "Messages that were handed over to be sent, one for each receiver.",
                        each(OUT, Usage::messagesOut))
                .counter(
                        "echolocate_received_bytes",
                        "Bytes of the messages that have come, without what is around them.",
                        each(IN, Usage::bytesIn))
                .counter(
                        "echolocate_sent_bytes",
                        "Bytes of the messages that were handed over to be sent, without what is around them.",
                        each(OUT, Usage::bytesOut))
                .histogram(
                        "echolocate_flush_lag_seconds",
                        "How late news goes out: from when a feed was to be flushed until the last reader was told.",
                        hub.counts().lags())
                .gauge(
                        "echolocate_sends_pending",
                        "Sends, pings and closes that did not finish at once.",
                        hub.stalled());
    }

    private void caps(Samples samples) {
        List<Cap> all = gathered(caps);
        samples.gauge(
                        "echolocate_cap_limit",
                        "How much there may be of what this setting limits: bytes where its value is bytes.",
                        caps(all, Cap::limit))
                .gauge("echolocate_cap_used", "How much there is of it.", caps(all, Cap::used));
    }

    private static Consumer<Samples.SampleValues> caps(List<Cap> all, Function<Cap, LongSupplier> figure) {
        return values -> all.forEach(cap -> values.at(figure.apply(cap).getAsLong(), "setting", cap.setting()));
    }

    private void threads(Samples samples) {
        List<Threads> all = gathered(threads);
        List<Threads> bounded =
                all.stream().filter(pool -> pool.places() != Threads.UNBOUNDED).toList();
        samples.gauge("echolocate_pool_threads", "Threads that a pool may have.", pools(all, Threads::threads))
                .gauge("echolocate_pool_busy", "Threads of it that are at work.", pools(all, Threads::busy))
                .gauge(
                        "echolocate_pool_waiting",
                        "Tasks that wait for one of its threads.",
                        pools(all, Threads::waiting))
                .gauge("echolocate_pool_places", "Tasks that may wait for one.", pools(bounded, Threads::places));
    }

    private static Consumer<Samples.SampleValues> pools(List<Threads> some, ToLongFunction<Threads> figure) {
        return values -> some.forEach(pool -> values.at(figure.applyAsLong(pool), "pool", pool.pool()));
    }

    private static <T> List<T> gathered(List<Supplier<List<T>>> from) {
        List<T> all = new ArrayList<>();
        from.forEach(some -> all.addAll(some.get()));
        return all;
    }

    /** All kinds that there may be, those that nobody has used yet, too: a series that appears late hides its first step. */
    private Consumer<Samples.SampleValues> each(Set<Via> vias, ToLongFunction<Usage> figure) {
        return values -> {
            for (String service : FEEDS) {
                vias.forEach(via -> one(new SessionKind(service, via), figure, values));
            }
            ALONE.forEach(service -> one(new SessionKind(service, Via.WEBSOCKET), figure, values));
        };
    }

    private void one(SessionKind kind, ToLongFunction<Usage> figure, Samples.SampleValues values) {
        long value = figure.applyAsLong(services.hub().counts().usage(kind));
        values.at(value, "service", kind.service(), "transport", kind.via().word());
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
