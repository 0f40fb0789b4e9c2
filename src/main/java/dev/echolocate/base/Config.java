package dev.echolocate.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured, each key documented where it is declared. {@code docs/configuration.md} is made of
 * these declarations.
 *
 * <p>Every value is read and checked at construction, so nothing is found to be wrong later. Immutable.
 */
public final class Config {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final String DEFAULT = "default";
    private static final List<Key<?>> KEYS = new ArrayList<>();

    // The server that this program brings along. In Tomcat or GlassFish, the container's own settings take their place.

    public static final Key<Integer> PORT = whole(
            "port",
            8080,
            0,
            65535,
            "TCP port to listen on; 0 picks a free one, and the start-up lines say which. Only without a container.");

    public static final Key<String> HOST = text(
            "host",
            "localhost",
            "a host name or an IP address of this machine, or 0.0.0.0 for all of its addresses",
            "[A-Za-z0-9._:%-]+|\\[[0-9A-Fa-f.:%]+\\]",
            "Address to listen on. With `localhost`, only programs on this machine can connect. Only without a container.");

    public static final Key<String> CONTEXT_PATH = text(
            "context-path",
            "",
            "empty, or a path such as /live that starts with / and does not end with it",
            "|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+",
            "Path that everything is served under. Only without a container.");

    public static final Key<String> TLS_KEYSTORE = path(
            "tls-keystore",
            "empty, or the path of a PKCS12 or JKS file",
            "Key store with the private key and the certificate of this server. With it, nothing but TLS 1.2 and 1.3 is"
                    + " spoken: https and wss. Its password is `tls-password`. Only without a container.");

    public static final Key<String> TLS_PASSWORD = declare(new Key<>(
                    "tls-password",
                    Forms.matching("any text", Pattern.compile("(?s).*")),
                    heap -> "",
                    "",
                    "Password of `tls-keystore`, and of the key in it. Only without a container.")
            .asSecret());

    public static final Key<Boolean> SELF_SIGNED = declare(
            "self-signed",
            Forms.yesOrNo(),
            false,
            "Speak TLS with a certificate that is made at the first start, by the JDK's keytool, for `localhost` and"
                    + " the addresses of this machine. Browsers warn of it until it is accepted; compare its fingerprint"
                    + " with the one that is printed at the start. Only without a container.");

    public static final Key<String> TLS_DIRECTORY = path(
            "tls-directory",
            "empty, or the path of a folder",
            "Where `self-signed` keeps its key and certificate between starts, for their owner only. Empty means"
                    + " `echolocate` in `$XDG_STATE_HOME` or `~/.local/state`, on Windows in `%LOCALAPPDATA%`.");

    public static final Key<Duration> HSTS = duration(
            "hsts",
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofDays(730),
            "For how long browsers that were here over TLS are to come by TLS alone (RFC 6797):"
                    + " `Strict-Transport-Security: max-age=`, with each answer over https, or to a proxy in `proxies` that"
                    + " says so. 0 sends none. They hold to it even when you no longer want it, so begin with `1h`; `8760h`"
                    + " is a year. With `self-signed` it is not sent, because no browser would let anybody in.");

    // Who may come in, and how many.

    public static final Key<Boolean> LIMITS = declare(
            "limits",
            Forms.onOrOff(),
            true,
            "Whether one address gets only its share of what is limited for all (no more than a quarter"
                    + " of it while more than half is in use), and whether rates are held. Off is for a benchmark"
                    + " on a machine of your own: one client can then lock the others out.");

    public static final Key<List<Network>> PROXIES = declare(new Key<>(
            "proxies",
            Forms.networks(),
            heap -> List.of(),
            "",
            "Reverse proxies in front of this server, as it sees them. What they say of a client's"
                    + " address, scheme and host is believed. Of a proxy on this machine, the address is believed"
                    + " in any case."));

    public static final Key<String> PROXIES_HEADER = text(
            "proxies.header",
            "X-Forwarded-For",
            "the name of a header",
            "[A-Za-z0-9-]{1,64}",
            "The one header that proxies tell the client's address in. All others are ignored, because"
                    + " proxies pass on what a client sends. From `Forwarded` (RFC 7239), scheme and host are read,"
                    + " too; else they are read from `X-Forwarded-Proto` and `X-Forwarded-Host`, which your proxies"
                    + " must set, or remove.");

    public static final Key<List<String>> HOSTS = declare(new Key<>(
            "hosts",
            Forms.hosts(),
            heap -> List.of(),
            "",
            "Names of this server, besides `localhost`, addresses, this machine's own name and those of"
                    + " its certificate. A client on this machine or in a private network that asks for another"
                    + " name is refused with 421: it may be a page of another site whose name was pointed here (DNS"
                    + " rebinding). `*.example.org` is any name that is one label longer; `*` alone is any name."));

    public static final Key<List<Network>> METRICS_ALLOW = declare(new Key<>(
            "metrics.allow",
            Forms.networks(),
            heap -> List.of(),
            "",
            "Networks whose programs and people may see figures of this server: `metrics` and `status.html`."
                    + " Besides them, only who asks from this machine may, without a proxy in between: a request"
                    + " with a header that a proxy adds is none of those. A proxy on this machine has to add one."
                    + " Of who comes through a proxy of `proxies`, the address that it tells counts."));

    public static final Key<Integer> RATE_POSTS = whole(
            "rate.posts",
            500,
            0,
            1_000_000,
            "`POST` requests a second of one address to the feeds, and twice as many at once. More are"
                    + " refused with 429. 0 sets no limit.");

    public static final Key<List<String>> ORIGINS = declare(new Key<>(
            "origins",
            Forms.origins(),
            heap -> List.of(),
            "",
            "Origins of foreign pages that may open WebSockets and read feeds here, besides our own pages. Empty means"
                    + " same origin only. Programs that send no Origin header are always let in."));

    public static final Key<Boolean> WEBSOCKET = declare(
            "websocket",
            Forms.yesOrNo(),
            true,
            "Whether WebSockets are let in. If not, each handshake is refused with 403, and pages read and write over"
                    + " HTTP: to see what those do who sit behind a proxy that knows no WebSocket.");

    public static final Key<Integer> MAX_SESSIONS = declare(new Key<>(
            "max-sessions",
            Forms.whole(1, 1_000_000),
            heap -> new Capacity(heap, Capacity.UNKNOWN, false).sessions(),
            "as many as fit, at most 100,000",
            "WebSocket sessions, event streams and long polls at one time, of all services together. One"
                    + " more is refused. By default a fifth of the heap is for them: 10 KiB for a session and 3 KiB"
                    + " for each of six other connections of its browser; with TLS, 6 KiB more for each of the"
                    + " seven. They are no more than a seventh of the connections that `ulimit -n` allows."));

    public static final Key<Integer> CONNECTIONS_MAX = declare(new Key<>(
            "connections.max",
            Forms.whole(1, 10_000_000),
            heap -> new Capacity(heap, Capacity.UNKNOWN, false).connections(),
            "as many as fit",
            "TCP connections at one time. One more is reset. By default seven for each session that there"
                    + " is heap for, but no more than `ulimit -n` allows, less 64 and a twentieth for files. Only"
                    + " without a container."));

    public static final Key<Integer> RATE_MESSAGES = whole(
            "rate.messages",
            1_000,
            0,
            1_000_000,
            "Messages a second of one WebSocket session, and twice as many at once. A session that sends"
                    + " faster is read more slowly. Where the container cannot do that, the session is told once,"
                    + " and closed with 1008 if it goes on. 0 sets no limit.");

    // What can be turned off.

    public static final Key<Boolean> SERVICES_INSPECT = declare(
            "services.inspect",
            Forms.onOrOff(),
            true,
            "`inspect.html`, `/inspect`, and `api/handshake`, `api/accept`, `api/drafts`, `api/frames`. Off: they are 404,"
                    + " and no page leads there.");

    public static final Key<Boolean> SERVICES_COMPARE = declare(
            "services.compare",
            Forms.onOrOff(),
            true,
            "`compare.html` and `api/traffic`. Off: they are 404, and no page leads there.");

    public static final Key<Boolean> SERVICES_DEFAULT_ROOMS = declare(
            "services.default-rooms",
            Forms.onOrOff(),
            true,
            "The channel and the rooms that one is in who names none, called `default`. Off: they are 404, and pages begin"
                    + " in a room of their own, that others have to be invited to.");

    public static final Key<Boolean> SERVICES_ECHO_OPTIONS = declare(
            "services.echo-options",
            Forms.onOrOff(),
            true,
            "What can be asked of `/echo` in its query, besides `prefix`. Off: who asks for any of it is answered with 404.");

    public static final Key<Boolean> SERVICES_QR = declare(
            "services.qr", Forms.onOrOff(), true, "`qr`: links as QR codes. Off: it is 404, and pages show none.");

    // The log.

    public static final Key<Boolean> LOG_SESSIONS = declare(
            "log.sessions",
            Forms.onOrOff(),
            false,
            "Whether each session has a line in the log at its end: when it began, how long it took, service, transport,"
                    + " why it ended, address, messages and bytes in both directions. Never what was said, nor a query, a"
                    + " room or a name. The logger is `dev.echolocate.sessions`.");

    public static final Key<String> LOG_ADDRESSES = text(
            "log.addresses",
            "short",
            "full, short or none",
            "full|short|none",
            "How those lines write an address: `full`, `short` (the network alone: the first 24 bits of IPv4, 48 of"
                    + " IPv6), or `none`.");

    // Echo.

    public static final Key<Integer> ECHO_MAX_MESSAGE = size(
            "echo.max-message",
            16 * MIB,
            1,
            64 * MIB,
            "Longest message that is echoed, in bytes (text counts as UTF-8). A longer one closes the session with 1009.");

    public static final Key<Integer> ECHO_MAX_UNSENT = size(
            "echo.max-unsent",
            MIB,
            1,
            1024 * MIB,
            "Replies that wait for one client to read them. Above it, the session's connection is not read until the"
                    + " client has caught up; where the container cannot do that, the session is closed with 1013. One"
                    + " reply may wait whatever its length.");

    // Inspect.

    public static final Key<Integer> PROBE_MAX = whole(
            "probe.max",
            16,
            0,
            1_000,
            "Probes at one time: connections that this server opens to its own `/echo`, for"
                    + " `inspect.html`. One more is refused. 0 switches them off.");

    public static final Key<Duration> PROBE_IDLE = duration(
            "probe.idle",
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "A probe that nobody sends anything with for this long is closed.");

    public static final Key<Duration> PROBE_LIFE = duration(
            "probe.life",
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "A probe that has been open for this long is closed.");

    // What costs processor time.

    public static final Key<Integer> WORK_QUEUED = whole(
            "work.queued",
            256,
            1,
            100_000,
            "Answers that cost processor time (QR codes; frames that are decoded and encoded for"
                    + " `inspect.html`) and are being made, or wait for it. Half of the processors make them, for"
                    + " one address after the other. One more is refused with 503.");

    public static final Key<Long> WORK_MAX_UNREAD = heapShare(
            "work.max-unread",
            64,
            "Bytes of these answers that their clients have not read yet. One more answer is refused with 503.");

    // Memory that is shared by all sessions.

    public static final Key<Long> GATHER_MAX_TOTAL = heapShare(
            "gather.max-total",
            8,
            "Heap for messages of which not all has come, of all sessions together. A quarter of it is"
                    + " for messages of up to 64 KiB alone. A message that would exceed it closes its session with"
                    + " 1013. A message closes its session with 1008 if it is not whole within 60 s and a second"
                    + " for each 32 KiB of it that have come, or if nothing of it comes for 20 s.");

    public static final Key<Long> UNSENT_MAX_TOTAL = heapShare(
            "unsent.max-total",
            16,
            "Bytes that wait to be sent, replies and batches, of all sessions together. Above it a"
                    + " session is ended: the one that has been stalled longest, of an address above its share if"
                    + " there is one.");

    public static final Key<Long> HEADS_MAX_TOTAL = heapShare(
            "heads.max-total",
            32,
            "Bytes of the heads (request lines and headers) that have begun to come, are being answered,"
                    + " or wait behind one that is. A request that would exceed it is answered with 503. Only"
                    + " without a container.");

    public static final Key<Long> BODIES_MAX_TOTAL = heapShare(
            "bodies.max-total",
            32,
            "Bytes of the bodies of all requests that are being read or answered. A request that would"
                    + " exceed it is answered with 503. Only without a container.");

    // Time.

    public static final Key<Duration> SEND_DEADLINE = duration(
            "send.deadline",
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            "How long one message may take to be sent. A client that takes longer is cut off.");

    public static final Key<Duration> PING_INTERVAL = duration(
            "ping.interval",
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "How often each session is pinged. Keep it below the idle timeouts of proxies in between.");

    public static final Key<Duration> SILENCE = duration(
            "silence",
            Duration.ofSeconds(45),
            Duration.ofSeconds(2),
            Duration.ofHours(1),
            "A session from which nothing was read for this long, not even a pong, is ended. Longer than"
                    + " `ping.interval`.");

    public static final Key<Duration> FEED_BEAT = duration(
            "feed.beat",
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(45),
            "Who follows a feed in `feed.v1`, and was told nothing for this long, is told that there is nothing, so that"
                    + " it knows that the connection lives. Keep it below the idle timeouts of proxies in between.");

    public static final Key<Duration> BODY_DEADLINE = duration(
            "request.body-deadline",
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            "How long the body of an HTTP request may take to arrive. The connection of a slower one is ended; in a container"
                    + " the request is refused with 408.");

    public static final Key<Duration> KEEP_ALIVE = duration(
            "keep-alive",
            Duration.ofSeconds(75),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long a connection may wait for its next HTTP request before the server ends it. A proxy or load balancer that"
                    + " keeps connections must give them up earlier, or it sends a request into one that has just ended: most do"
                    + " after 60 s. Our own server's; a container has a setting of its own.");

    public static final Key<Duration> STOP_DRAIN = duration(
            "stop.drain",
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(10),
            "How long a server that is told to stop leaves its sessions open, while each new request is"
                    + " answered with 503. It is for load balancers, which send nobody to such a server. Only"
                    + " without a container.");

    // Feeds.

    public static final Key<Long> FEEDS_MAX_BYTES = heapShare(
            "feeds.max-bytes",
            4,
            "What all feeds together hold for readers that come late: messages, positions and names."
                    + " Above it the oldest messages go, of the largest channels first; those that an address above"
                    + " its share has made go before. The newest 8 KiB of each channel stay; where nothing else is"
                    + " left, new channels and rooms are refused.");

    public static final Key<Integer> FEEDS_MAX = whole(
            "feeds.max",
            10_000,
            1,
            1_000_000,
            "Channels and rooms at one time; a room of the chat counts as two. One more takes the place"
                    + " of one that nobody uses and that holds nothing; no messages and no reserved names go for"
                    + " it. Where there is no such place, it is refused.");

    public static final Key<Duration> FEEDS_IDLE = duration(
            "feeds.idle",
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            "How long a channel or room that nobody uses is kept, for clients that reconnect.");

    // Broadcast.

    public static final Key<Integer> BROADCAST_MAX_MESSAGE = size(
            "broadcast.max-message",
            64 * KIB,
            1,
            MIB,
            "Longest message that is broadcast, in bytes (text counts as UTF-8). A longer one closes the session with"
                    + " 1009.");

    // Chat.

    public static final Key<Duration> CHAT_GRACE = duration(
            "chat.grace",
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofHours(1),
            "How long a name stays reserved after its `feed.v1` session is gone, so that a client that reconnects is"
                    + " still the same one, and nobody is told that it was away.");

    public static final Key<Duration> CHAT_LIFE = duration(
            "chat.life",
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofHours(24),
            "How long a name lives that nobody renews. Sessions renew theirs at every `ping.interval`, so it must be"
                    + " longer; over HTTP, each `POST` does.");

    // Tracker.

    public static final Key<Integer> TRACKER_MAX_PEOPLE = whole(
            "tracker.max-people",
            10_000,
            1,
            100_000,
            "Ids in one room, and names in a room of the chat. One more is refused until somebody has" + " left.");

    public static final Key<Integer> TRACKER_MAX_MESSAGE = size(
            "tracker.max-message",
            4 * KIB,
            256,
            64 * KIB,
            "Longest message that the tracker takes, in bytes. A longer one closes the session with 1009.");

    public static final Key<Duration> TRACKER_GRACE = duration(
            "tracker.grace",
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofHours(1),
            "How long an id stays reserved after its `feed.v1` session is gone, so that a client that reconnects is"
                    + " still the same one.");

    public static final Key<Duration> TRACKER_LIFE = duration(
            "tracker.life",
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofHours(24),
            "How long a position lives that nobody renews. Sessions renew theirs at every `ping.interval`, so it must be"
                    + " longer; over HTTP, each `POST` does.");

    public static final Key<Long> TRACKER_TRAILS = heapShare(
            "tracker.trails",
            32,
            "What the trails of all people together may hold, in memory only. A trail has up to 200"
                    + " points of the last 30 minutes, which take about 10 KiB. Above it, trails get no longer.");

    // The map.

    public static final Key<String> MAP_TILES = text(
            "map.tiles",
            "",
            "empty, or the address of tiles such as https://tiles.example.org/{z}/{x}/{y}.png",
            "|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/(?=\\S*\\{z})(?=\\S*\\{x})(?=\\S*\\{y})[A-Za-z0-9._~/?&=%@:+,{}-]+",
            "Tile server whose map the tracker shows instead of the outline of the land. Browsers then ask that server"
                    + " for pictures of the places that people look at; without it, they ask nobody but this one.");

    public static final Key<String> MAP_ATTRIBUTION = text(
            "map.attribution",
            "",
            "a text of at most 300 characters",
            "\\P{Cntrl}{0,300}",
            "Who made the map of `map.tiles`, as its makers want to be named. Addresses in it that begin with https://"
                    + " become links.");

    public static final Key<Integer> MAP_MAX_ZOOM = whole(
            "map.max-zoom", 19, 1, 22, "The closest zoom that `map.tiles` has. Beyond it, its tiles are enlarged.");

    private final Map<Key<?>, Object> values = new HashMap<>();
    private final Map<Key<?>, String> origins = new HashMap<>();
    private final Capacity capacity;

    private Config(long heap, long descriptors, List<Source> sources) {
        KEYS.forEach(key -> read(key, heap, sources));
        capacity = new Capacity(
                heap, descriptors, get(SELF_SIGNED) || !get(TLS_KEYSTORE).isEmpty());
        byDefault(MAX_SESSIONS, capacity.sessions());
        byDefault(CONNECTIONS_MAX, capacity.connections());
        mustExceed(SILENCE, PING_INTERVAL);
        mustExceed(CHAT_LIFE, PING_INTERVAL);
        mustExceed(TRACKER_LIFE, PING_INTERVAL);
        if (get(SELF_SIGNED) && !get(TLS_KEYSTORE).isEmpty()) {
            throw new ConfigException(SELF_SIGNED.name() + " (" + origin(SELF_SIGNED) + ") and " + TLS_KEYSTORE.name()
                    + " (" + origin(TLS_KEYSTORE) + ") are two certificates: leave out one");
        }
    }

    /** The first source that has a value for a key decides. Throws {@link ConfigException} for the first invalid value. */
    public static Config read(Source... sources) {
        return read(Runtime.getRuntime().maxMemory(), Descriptors.limit(), sources);
    }

    /** As {@link #read(Source...)}, for a heap of so many bytes. */
    static Config read(long heap, Source... sources) {
        return read(heap, Capacity.UNKNOWN, sources);
    }

    /** As above, for a process that may have so many files and sockets open. */
    static Config read(long heap, long descriptors, Source... sources) {
        return new Config(heap, descriptors, List.of(sources));
    }

    /** Nothing but defaults. */
    public static Config defaults() {
        return read();
    }

    /** All keys, in the order of their declaration. */
    public static List<Key<?>> keys() {
        return List.copyOf(KEYS);
    }

    /** Those of the names that look like system properties or environment variables of ours, and are not; sorted. */
    public static Set<String> unknown(Iterable<String> names) {
        Set<String> unknown = new TreeSet<>();
        for (String name : names) {
            boolean ours = name.startsWith(Source.property("")) || name.startsWith(Source.variable(""));
            if (ours && KEYS.stream().noneMatch(k -> name.equals(k.property()) || name.equals(k.variable()))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** The value; for a share of the heap, in bytes. */
    public <T> T get(Key<T> key) {
        @SuppressWarnings("unchecked") // read() put it there under the same type
        T value = (T) Objects.requireNonNull(values.get(key), key.name());
        return value;
    }

    /** What fits here. */
    public Capacity capacity() {
        return capacity;
    }

    /** Where the value came from, e.g. {@code environment ECHOLOCATE_PORT} or {@code default}. */
    public String origin(Key<?> key) {
        return Objects.requireNonNull(origins.get(key), key.name());
    }

    private <T> void read(Key<T> key, long heap, List<Source> sources) {
        for (Source source : sources) {
            @Nullable String text = source.text(key);
            if (text != null) {
                if (key.isSecret() && source.visible()) {
                    throw new ConfigException(misplaced(key, source.says(key)));
                }
                values.put(key, parse(key, text, source));
                origins.put(key, source.says(key));
                return;
            }
        }
        values.put(key, key.byDefault(heap));
        origins.put(key, DEFAULT);
    }

    private <T> void byDefault(Key<T> key, T value) {
        if (origin(key).equals(DEFAULT)) {
            values.put(key, value);
        }
    }

    private static String misplaced(Key<?> key, String where) {
        return key.name() + " (" + where + "): not where every user of this machine can read it. Set it in the"
                + " environment: " + key.variable();
    }

    private static <T> Object parse(Key<T> key, String text, Source source) {
        try {
            return Objects.requireNonNull(key.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key.name() + ": " + (key.isSecret() ? "the value" : quoted(text)) + " ("
                    + source.says(key) + ") must be " + key.allowed());
        }
    }

    private void mustExceed(Key<Duration> longer, Key<Duration> shorter) {
        if (get(longer).compareTo(get(shorter)) <= 0) {
            throw new ConfigException(longer.name() + ": " + longer.write(get(longer)) + " (" + origin(longer)
                    + ") must be longer than " + shorter.name() + ", which is " + shorter.write(get(shorter)) + " ("
                    + origin(shorter) + ")");
        }
    }

    /** One line, whatever somebody pasted. */
    private static String quoted(String text) {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    private static <T> Key<T> declare(Key<T> key) {
        KEYS.add(key);
        return key;
    }

    private static <T> Key<T> declare(String name, Form<T> form, T byDefault, String meaning) {
        return declare(new Key<>(name, form, heap -> byDefault, form.write().apply(byDefault), meaning));
    }

    private static Key<Integer> whole(String name, int byDefault, int min, int max, String meaning) {
        return declare(name, Forms.whole(min, max), byDefault, meaning);
    }

    private static Key<Integer> size(String name, int byDefault, int min, int max, String meaning) {
        return declare(name, Forms.size(min, max), byDefault, meaning);
    }

    private static Key<Duration> duration(String name, Duration byDefault, Duration min, Duration max, String meaning) {
        return declare(name, Forms.duration(min, max), byDefault, meaning);
    }

    private static Key<String> text(String name, String byDefault, String allowed, String pattern, String meaning) {
        return declare(name, Forms.matching(allowed, Pattern.compile(pattern)), byDefault, meaning);
    }

    private static Key<String> path(String name, String allowed, String meaning) {
        return declare(name, Forms.path(allowed), "", meaning);
    }

    /** A budget of bytes that is by default the heap divided by {@code parts}. */
    private static Key<Long> heapShare(String name, int parts, String meaning) {
        String inWords = switch (parts) {
            case 4 -> "a quarter of the heap";
            case 8 -> "an eighth of the heap";
            case 16 -> "a sixteenth of the heap";
            default -> "1/" + parts + " of the heap";
        };
        return declare(new Key<>(name, Forms.volume(MIB), heap -> Math.max(MIB, heap / parts), inWords, meaning));
    }
}
