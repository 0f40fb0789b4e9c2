package dev.echolocate.inspect;

import dev.echolocate.base.Key;
import java.time.Duration;

/**
 * How long a probe may last.
 *
 * @param idle without anything to be sent
 * @param life in all
 */
public record ProbeLimits(Duration idle, Duration life) {
    public static final Key<Integer> MAX = Key.whole("probe.max", 16, 0, 1_000)
            .means("Probes at one time: connections that this server opens to its own `/echo`, for `inspect.html`."
                    + " One more is refused. 0 switches them off.");

    public static final Key<Duration> IDLE = Key.duration("probe.idle", "2m", "1s", "1h")
            .means("A probe that nobody sends anything with for this long is closed.");

    public static final Key<Duration> LIFE =
            Key.duration("probe.life", "5m", "1s", "1h").means("A probe that has been open for this long is closed.");
}
