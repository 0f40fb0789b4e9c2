package dev.echolocate.app;

import dev.echolocate.base.Capacity;
import dev.echolocate.base.Config;
import dev.echolocate.base.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes {@code docs/configuration.md} from what {@link Keys} lists. */
final class ConfigurationDoc {
    static final Path FILE = Path.of("docs", "configuration.md");

    private static final String INTRODUCTION = """
            # Configuration

            <!-- Generated from the keys that Keys.java lists; ConfigurationDocTest says how. Edits here are lost. -->

            Nothing has to be configured. What is, is looked up in this order; the first place that has a value decides:

            1. the command line: `--echo.max-message 1m` (only without a container)
            2. a system property: `-Decholocate.echo.max-message=1m`
            3. the environment: `ECHOLOCATE_ECHO_MAX_MESSAGE=1m`
            4. a servlet context parameter: `echolocate.echo.max-message` (only in a container, e.g. `<Parameter>` in
               Tomcat's context file)
            5. the default

            Every value is checked at the start. One that is not allowed stops the start with a line that names the key,
            the value, where it came from and what is allowed. A property or variable of ours that is not a key, such as
            `ECHOLOCATE_PROT`, is warned of when run without a container.

            A secret, such as `tls-password`, is refused on the command line and as a system property, because every user of
            the machine can read those. No message repeats it.

            How values are written:

            - bytes: a number, or one with `k`, `m` or `g` (1024, 1024², 1024³): `65536`, `64k`, `1m`
            - durations: a number with `ms`, `s`, `m` or `h`: `500ms`, `20s`, `2m`
            - lists: separated by commas
            - true or false: as such; on the command line, the name alone means `true`

            "A quarter of the heap" is a quarter of what the JVM may use at most (`-Xmx`).

            ## What fits, and who gets how much

            Nothing that a client can ask for grows without bound, and no client can take what the others need.

            **Shares.** Whatever is limited for all has a share for one address: while more than half of the whole is in use,
            an address gets no more than a quarter of it. So an address on an idle server (a class behind one router, a load
            test) may have half of it, and the other half is for others. An IPv6 address counts by its first 64 bits, because
            one host has all addresses below them. These have shares:

            | what | key | what an address beyond its share is told |
            |---|---|---|
            | sessions, event streams, long polls | `max-sessions` | 1013 on a WebSocket; 503 `share` over HTTP |
            | TCP connections¹ | `connections.max` | the connection is reset |
            | heads of requests under way¹ | `heads.max-total` | 503 |
            | bodies of requests under way¹ | `bodies.max-total` | 503 `share` |
            | messages of which not all has come | `gather.max-total` | 1013 |
            | bytes that wait to be sent | `unsent.max-total` | the session that has been stalled longest is ended |
            | channels and rooms made | `feeds.max` | 1013; 503 `share` |
            | bytes of feeds | `feeds.max-bytes` | its own oldest messages go; then `share` |
            | ids in a room, names in a room of the chat | `tracker.max-people` | `share` |
            | rooms with a meeting point | `place.max` | `share` |
            | trails | `tracker.trails` | its trails get no longer |
            | answers that cost processor time | `work.queued`, `work.max-unread` | 503 `share` |
            | tiles of `map.file` that are being read | 1,024 of them | 503 `share` |
            | probes | `probe.max` | `share` |
            | channels whose bytes `api/traffic` counts | 1,000 of them | 503 `full` |
            | threads for pings, fragments and closes² | 8, 8 and 32 of them | waits; 1013 where too many wait |

            ¹ Only without a container. ² Only in a container.

            Each refusal says in words what was too much. Over HTTP, a 503 and a 429 also say with `Retry-After` when to try
            again.

            **Rates.** `rate.messages` bounds how fast a session may send, `rate.posts` how often an address may `POST`. Both
            let twice as much through at once, and are far above what the pages send. `rate.places` bounds how often an address
            may change meeting points.

            **Behind a proxy** all clients come from the proxy's address, so they would be one client. Set `proxies` to the
            proxy's address or network: then the client counts that the proxy names in `proxies.header`, from the right the
            first one that is no trusted proxy itself. A proxy on this machine needs no setting for that; for scheme and host
            it does. One that is not in `proxies` and passes the `Host` header on also needs that name in `hosts`. A proxy
            that is not trusted is named once in the log, with the line to set. Connections of a proxy in `proxies` are
            counted one by one, since each carries requests of many; those of any other proxy have one share together. In a
            container, what it says of the remote address comes first, so its own settings for proxies hold.

            **No shares.** With `limits=off` no address has a share and no rate is held; the limits for all stay. The start
            warns of it.

            **Memory.** Each budget of bytes is by default a share of the heap, and so is what sessions and connections may
            take. The sum bounds memory; by default it leaves a tenth of the heap free, from a heap of 96 MiB on. In MiB:

            @sum@

            With TLS a session or connection takes 6 KiB more, so that fewer fit by default. `ulimit -n` may allow fewer, too.
            A setting that is larger than its default takes its room from the rest of the heap.

            **Descriptors.** Each connection is a file descriptor (`ulimit -n`). By default there are no more connections than
            descriptors, less 64 and a twentieth for files. A server that runs out of them anyway goes on: it accepts no
            connection for a moment, says so in the log once a minute at most, and tries again.

            **The start** says in one line what fits:

                @fits@

            It warns of more connections than descriptors, of more sessions than connections, and of settings whose sum is
            larger than the heap.

            **Exit status 3.** Without a container, a process that cannot go on ends at once with status 3 and one line on
            standard error that says why: a thread was refused memory, or a thread that serves connections, or the one that
            accepts them, gave no sign of life for 10 s. Let whatever runs the process start it again (in systemd,
            `Restart=on-failure`).

            ## Keys
            """;

    private static final int MIB = 1 << 20;
    private static final List<Integer> HEAPS = List.of(256, 1024, 4096);

    private ConfigurationDoc() {}

    static String text() {
        StringBuilder text =
                new StringBuilder(INTRODUCTION.replace("@sum@", sum()).replace("@fits@", fits()));
        for (Key<?> key : Keys.ALL) {
            String byDefault = key.defaultText().isEmpty() ? "empty" : inCode(key.defaultText());
            text.append("\n### ").append(key.name()).append("\n\n");
            text.append(key.meaning()).append("\n\n");
            text.append("- Must be ").append(key.allowed()).append('\n');
            text.append("- Default: ").append(byDefault).append('\n');
            if (key.isSecret()) {
                text.append("- Secret: `").append(key.variable()).append("` in the environment only\n");
                continue;
            }
            text.append("- `").append(key.option()).append("`, `");
            text.append(key.property()).append("`, `").append(key.variable()).append("`\n");
        }
        return text.toString();
    }

    /** What each part may take of some heaps, where nothing is set. */
    private static String sum() {
        List<Map<String, Long>> parts =
                HEAPS.stream().map(mib -> parts(defaults(mib))).toList();
        StringBuilder table = new StringBuilder("| part | default |");
        HEAPS.forEach(mib -> table.append(" heap of ").append(mib).append(" |"));
        table.append("\n|---|---|").append("---:|".repeat(HEAPS.size()));
        for (String part : parts.get(0).keySet()) {
            table.append("\n| ").append(named(part)).append(" |");
            parts.forEach(of ->
                    table.append(' ').append(mib(of.getOrDefault(part, 0L))).append(" |"));
        }
        table.append("\n| **sum** | |");
        parts.forEach(of -> table.append(' ')
                .append(mib(of.values().stream().mapToLong(Long::longValue).sum()))
                .append(" |"));
        return table.toString();
    }

    private static Config defaults(int mib) {
        return Keys.read(new Capacity((long) mib * MIB, Capacity.UNKNOWN, false));
    }

    private static Map<String, Long> parts(Config config) {
        return config.capacity().parts(config);
    }

    private static String named(String part) {
        return Keys.ALL.stream()
                .filter(key -> key.name().equals(part))
                .findFirst()
                .map(key -> "`" + part + "` | " + key.defaultText())
                .orElse(part + " | ");
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%,d", Math.round((double) bytes / MIB));
    }

    private static String fits() {
        Config config = defaults(256);
        return config.capacity().says(config);
    }

    private static String inCode(String byDefault) {
        return byDefault.contains(" ") ? byDefault : "`" + byDefault + "`";
    }
}
