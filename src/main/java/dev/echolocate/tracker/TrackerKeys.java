package dev.echolocate.tracker;

import dev.echolocate.base.Key;
import java.time.Duration;

/** How long ids live, and what their trails may hold. */
public final class TrackerKeys {
    public static final Key<Duration> GRACE = Key.duration("tracker.grace", "30s", "0s", "1h")
            .means("How long an id stays reserved after its `feed.v1` session is gone, so that a client that"
                    + " reconnects is still the same one.");

    public static final Key<Duration> LIFE = Key.duration("tracker.life", "60s", "2s", "24h")
            .means("How long a position lives that nobody renews. Sessions renew theirs at every `ping.interval`, so"
                    + " it must be longer; over HTTP, each `POST` does.");

    public static final Key<Long> TRAILS = Key.heapShare("tracker.trails", 32)
            .means("What the trails of all people together may hold, in memory only. A trail has up to 200 points of"
                    + " the last 30 minutes, which take about 10 KiB. Above it, trails get no longer.");

    private TrackerKeys() {}
}
