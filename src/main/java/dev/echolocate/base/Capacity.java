package dev.echolocate.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What fits into a heap and its process: how many sessions and connections, and the sum that bounds memory. Immutable.
 *
 * @param heap bytes that the heap may grow to
 * @param descriptors files and sockets that the process may have open; {@link #UNKNOWN} where nobody says
 * @param secure whether each connection is TLS
 */
public record Capacity(long heap, long descriptors, boolean secure) {
    public static final long UNKNOWN = Long.MAX_VALUE;

    public static final Key<Integer> SESSIONS = Key.fitting(
                    "max-sessions", 1_000_000, Capacity::sessions, "as many as fit, at most 100,000")
            .means("WebSocket sessions, event streams and long polls at one time, of all services together. One more"
                    + " is refused. By default a fifth of the heap is for them: 10 KiB for a session and 3 KiB for each"
                    + " of six other connections of its browser; with TLS, 6 KiB more for each of the seven. They are no"
                    + " more than a seventh of the connections that `ulimit -n` allows.");

    public static final Key<Integer> CONNECTIONS = Key.fitting(
                    "connections.max", 10_000_000, Capacity::connections, "as many as fit")
            .means("TCP connections at one time. One more is reset. By default seven for each session that there is"
                    + " heap for, but no more than `ulimit -n` allows, less 64 and a twentieth for files. Only without a"
                    + " container.");

    /** A session, with its connection: measured 7.2 KiB, and room for replies and cursors. */
    static final long SESSION = 10 << 10;

    /** A connection that is idle: measured 2.2 KiB before its first request, up to 4.5 KiB after. */
    static final long CONNECTION = 3 << 10;

    /** What TLS adds to either: measured 5.7 KiB. */
    static final long TLS = 6 << 10;

    /** Connections that one browser opens to one server: a WebSocket, and six for all else. */
    static final int A_BROWSER = 7;

    /** The program itself, before anybody comes. */
    static final long PROGRAM = 8 << 20;

    /** Pages that are kept in memory, at most. */
    static final long PAGES = 8 << 20;

    private static final int MAX_SESSIONS = 100_000;
    private static final long RESERVE = 64;
    private static final int RESERVE_PART = 20;

    /** That of this process, in the clear. */
    public static Capacity ofThisProcess() {
        return new Capacity(Runtime.getRuntime().maxMemory(), Descriptors.limit(), false);
    }

    /** The same, where each connection is TLS. */
    public Capacity secured() {
        return new Capacity(heap, descriptors, true);
    }

    /** Descriptors for connections: what is left of the limit for files, libraries, probes and log files. */
    private long places() {
        return descriptors == UNKNOWN
                ? Integer.MAX_VALUE
                : Math.min(Integer.MAX_VALUE, Math.max(16, descriptors - RESERVE - descriptors / RESERVE_PART));
    }

    private long session() {
        return SESSION + (secure ? TLS : 0);
    }

    private long connection() {
        return CONNECTION + (secure ? TLS : 0);
    }

    /** Sessions for which there is a fifth of the heap, each with the other connections of its browser. */
    private long sessionsOfHeap() {
        return Math.max(16, heap / 5 / (session() + (A_BROWSER - 1) * connection()));
    }

    /**
     * The default of {@code max-sessions}. Each has seven connections, whatever bounds those: so an address that may have a
     * session more may have its browser's other connections, too.
     */
    public int sessions() {
        return (int) Math.min(MAX_SESSIONS, Math.min(sessionsOfHeap(), places() / A_BROWSER));
    }

    /** The default of {@code connections.max}. */
    public int connections() {
        return (int) Math.min(places(), A_BROWSER * sessionsOfHeap());
    }

    /** What each part may take of the heap at most, in bytes, under a configuration. Their sum bounds memory. */
    public Map<String, Long> parts(Config config) {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("the program", PROGRAM);
        parts.put("pages", Math.min(PAGES, heap / 32));
        parts.putAll(config.heapShares());
        long sessions = Math.min(config.get(SESSIONS), config.get(CONNECTIONS));
        parts.put(SESSIONS.name(), sessions * session());
        parts.put(CONNECTIONS.name(), (config.get(CONNECTIONS) - sessions) * connection());
        return parts;
    }

    /** One line for who starts it. */
    public String says(Config config) {
        int sessions = config.get(SESSIONS);
        int connections = config.get(CONNECTIONS);
        return String.format(
                Locale.ROOT,
                "Room for %,d sessions (%,d of one address when it gets full) on %,d connections, with %,d MiB of heap",
                sessions,
                Math.max(1, sessions / 4),
                connections,
                heap >> 20);
    }

    /** A sentence for each setting that doesn't fit. */
    public List<String> warnings(Config config) {
        List<String> warnings = new ArrayList<>();
        int sessions = config.get(SESSIONS);
        int connections = config.get(CONNECTIONS);
        if (connections > places()) {
            warnings.add(said(CONNECTIONS, connections) + " are more than this process may have: it may open "
                    + descriptors + " files and sockets (ulimit -n), which is enough for " + places());
        }
        if (sessions > Math.min(connections, places())) {
            warnings.add(said(SESSIONS, sessions) + " need a connection each, and there can be "
                    + Math.min(connections, places())
                    + (places() < connections || config.origin(CONNECTIONS).equals("default")
                            ? ": raise ulimit -n, which is " + shown(descriptors) + ", or the heap"
                            : ": raise " + CONNECTIONS.name()));
        }
        long sum = parts(config).values().stream().mapToLong(Long::longValue).sum();
        if (sum > heap) {
            warnings.add("the settings allow for " + (sum >> 20) + " MiB in all, and the heap has " + (heap >> 20)
                    + " MiB (java -Xmx): the largest are " + largest(config));
        }
        return warnings;
    }

    private static String shown(long descriptors) {
        return descriptors == UNKNOWN ? "not known here" : Long.toString(descriptors);
    }

    private static String said(Key<Integer> key, int value) {
        return key.name() + ": " + value;
    }

    private String largest(Config config) {
        List<Map.Entry<String, Long>> all = new ArrayList<>(parts(config).entrySet());
        all.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, Long> part : all.subList(0, 3)) {
            words.add(part.getKey() + " with " + (part.getValue() >> 20) + " MiB");
        }
        return String.join(", ", words);
    }
}
