package dev.echolocate.app;

import dev.echolocate.base.Budget;
import dev.echolocate.base.Capacity;
import dev.echolocate.base.Config;
import dev.echolocate.base.ConfigException;
import dev.echolocate.base.Key;
import dev.echolocate.base.Source;
import dev.echolocate.chat.ChatKeys;
import dev.echolocate.delivery.DeliveryKeys;
import dev.echolocate.embedded.ConnectionLimits;
import dev.echolocate.embedded.ServerSettings;
import dev.echolocate.feed.FeedKeys;
import dev.echolocate.inspect.ProbeLimits;
import dev.echolocate.map.MapFile;
import dev.echolocate.place.PlaceKeys;
import dev.echolocate.tracker.TrackerKeys;
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
import dev.echolocate.web.Switches;
import dev.echolocate.web.http.About;
import dev.echolocate.web.http.Exchange;
import dev.echolocate.web.http.Work;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that can be configured, in the order of {@code docs/configuration.md}, which is made of it; each key is declared with what
 * it configures. And what has to hold among several of them.
 */
public final class Keys {
    private static final List<Key<?>> SERVER =
            List.of(ServerSettings.PORT, ServerSettings.HOST, ServerSettings.CONTEXT_PATH);
    private static final List<Key<?>> TLS =
            List.of(Certificates.KEYSTORE, Certificates.PASSWORD, Certificates.SELF_SIGNED, Certificates.DIRECTORY);
    private static final List<Key<?>> PEERS =
            List.of(SecurityHeaders.HSTS_LIFE, Budget.LIMITS, Proxies.TRUSTED, Proxies.HEADER, Hosts.NAMES);
    private static final List<Key<?>> ACCESS =
            List.of(Operators.NETWORKS, Rates.POSTS, Rates.PLACES, Gate.ORIGINS, Gate.WEBSOCKET);
    private static final List<Key<?>> PLACES =
            List.of(Capacity.SESSIONS, Capacity.CONNECTIONS, EndpointSettings.RATE_MESSAGES);
    private static final List<Key<?>> OFF = List.of(
            Switches.INSPECT,
            Switches.COMPARE,
            Switches.DEFAULT_ROOMS,
            Switches.ECHO_OPTIONS,
            Switches.QR,
            About.SOURCE);
    private static final List<Key<?>> LOG = List.of(SessionLog.SESSIONS, Addresses.WRITTEN);
    private static final List<Key<?>> ECHO =
            List.of(EndpointSettings.ECHO_MAX_MESSAGE, EndpointSettings.ECHO_MAX_UNSENT);
    private static final List<Key<?>> WORK =
            List.of(ProbeLimits.MAX, ProbeLimits.IDLE, ProbeLimits.LIFE, Work.QUEUED, Work.MAX_UNREAD);
    private static final List<Key<?>> MEMORY = List.of(
            AssemblyBudget.MAX_TOTAL,
            DeliveryKeys.UNSENT_MAX_TOTAL,
            ConnectionLimits.HEADS_MAX_TOTAL,
            ConnectionLimits.BODIES_MAX_TOTAL,
            ConnectionLimits.DEFLATE,
            ConnectionLimits.DEFLATE_MAX_TOTAL);
    private static final List<Key<?>> SENDING = List.of(
            DeliveryKeys.SEND_DEADLINE, DeliveryKeys.PING_INTERVAL, DeliveryKeys.SILENCE, DeliveryKeys.FEED_BEAT);
    private static final List<Key<?>> TIME =
            List.of(Exchange.BODY_DEADLINE, ConnectionLimits.KEEP_ALIVE, Readiness.DRAIN);
    private static final List<Key<?>> FEEDS = List.of(FeedKeys.MAX_BYTES, FeedKeys.MAX, FeedKeys.IDLE);
    private static final List<Key<?>> CHAT =
            List.of(EndpointSettings.BROADCAST_MAX_MESSAGE, ChatKeys.GRACE, ChatKeys.LIFE, FeedKeys.MAX_PEOPLE);
    private static final List<Key<?>> TRACKER = List.of(
            EndpointSettings.TRACKER_MAX_MESSAGE,
            TrackerKeys.GRACE,
            TrackerKeys.LIFE,
            TrackerKeys.TRAILS,
            PlaceKeys.MAX);
    private static final List<Key<?>> MAP =
            List.of(MapFile.FILE, MapTiles.TILES, MapTiles.ASK, MapTiles.ATTRIBUTION, MapTiles.MAX_ZOOM);

    /** All keys. */
    public static final List<Key<?>> ALL = Stream.of(
                    SERVER, TLS, PEERS, ACCESS, PLACES, OFF, LOG, ECHO, WORK, MEMORY, SENDING, TIME, FEEDS, CHAT,
                    TRACKER, MAP)
            .flatMap(List::stream)
            .toList();

    private Keys() {}

    /** The first source that has a value for a key decides. Throws {@link ConfigException} for the first invalid value. */
    public static Config read(Source... sources) {
        return read(Capacity.ofThisProcess(), sources);
    }

    /**
     * As above, on a machine of some capacity.
     *
     * @param clear what fits there as long as nothing is encrypted
     */
    public static Config read(Capacity clear, Source... sources) {
        Config config = new Config(ALL, clear, List.of(sources));
        boolean own = !config.get(Certificates.KEYSTORE).isEmpty();
        boolean made = config.get(Certificates.SELF_SIGNED);
        if (own && made) {
            throw new ConfigException(said(config, Certificates.SELF_SIGNED) + " and "
                    + said(config, Certificates.KEYSTORE) + " are two certificates: leave out one");
        }
        if (!config.get(MapFile.FILE).isEmpty() && !config.get(MapTiles.TILES).isEmpty()) {
            throw new ConfigException(said(config, MapFile.FILE) + " and " + said(config, MapTiles.TILES)
                    + " are two maps: leave out one");
        }
        config.mustExceed(DeliveryKeys.SILENCE, DeliveryKeys.PING_INTERVAL);
        config.mustExceed(ChatKeys.LIFE, DeliveryKeys.PING_INTERVAL);
        config.mustExceed(TrackerKeys.LIFE, DeliveryKeys.PING_INTERVAL);
        return own || made ? new Config(ALL, clear.secured(), List.of(sources)) : config;
    }

    private static String said(Config config, Key<?> key) {
        return key.name() + " (" + config.origin(key) + ")";
    }

    /** Nothing but defaults. */
    public static Config defaults() {
        return read();
    }

    /** Those of the names that look like system properties or environment variables of ours, and are not; sorted. */
    public static Set<String> unknown(Iterable<String> names) {
        Set<String> unknown = new TreeSet<>();
        for (String name : names) {
            if (Source.isOurs(name)
                    && ALL.stream().noneMatch(k -> name.equals(k.property()) || name.equals(k.variable()))) {
                unknown.add(name);
            }
        }
        return unknown;
    }
}
