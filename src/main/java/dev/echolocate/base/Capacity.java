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
        for (Key<Long> budget : List.of(
                Config.FEEDS_MAX_BYTES,
                Config.GATHER_MAX_TOTAL,
                Config.UNSENT_MAX_TOTAL,
                Config.TRACKER_TRAILS,
                Config.HEADS_MAX_TOTAL,
                Config.BODIES_MAX_TOTAL,
                Config.WORK_MAX_UNREAD)) {
            parts.put(budget.name(), config.get(budget));
        }
        long sessions = Math.min(config.get(Config.MAX_SESSIONS), config.get(Config.CONNECTIONS_MAX));
        parts.put(Config.MAX_SESSIONS.name(), sessions * session());
        parts.put(Config.CONNECTIONS_MAX.name(), (config.get(Config.CONNECTIONS_MAX) - sessions) * connection());
        return parts;
    }

    /** One line for who starts it. */
    public String says(Config config) {
        int sessions = config.get(Config.MAX_SESSIONS);
        int connections = config.get(Config.CONNECTIONS_MAX);
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
        int sessions = config.get(Config.MAX_SESSIONS);
        int connections = config.get(Config.CONNECTIONS_MAX);
        if (connections > places()) {
            warnings.add(
                    said(Config.CONNECTIONS_MAX, connections) + " are more than this process may have: it may open "
                            + descriptors + " files and sockets (ulimit -n), which is enough for " + places());
        }
        if (sessions > Math.min(connections, places())) {
            warnings.add(said(Config.MAX_SESSIONS, sessions) + " need a connection each, and there can be "
                    + Math.min(connections, places())
                    + (places() < connections
                                    || config.origin(Config.CONNECTIONS_MAX).equals("default")
                            ? ": raise ulimit -n, which is " + shown(descriptors) + ", or the heap"
                            : ": raise " + Config.CONNECTIONS_MAX.name()));
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
