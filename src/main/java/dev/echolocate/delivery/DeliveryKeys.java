package dev.echolocate.delivery;

import dev.echolocate.base.Key;
import java.time.Duration;

/** How delivery behaves: what {@link HubSettings} are made of. */
public final class DeliveryKeys {
    public static final Key<Long> UNSENT_MAX_TOTAL = Key.heapShare("unsent.max-total", 16)
            .means("Bytes that wait to be sent, replies and batches, of all sessions together. Above it a session is"
                    + " ended: the one that has been stalled longest, of an address above its share if there is one.");

    public static final Key<Duration> SEND_DEADLINE = Key.duration("send.deadline", "20s", "1s", "5m")
            .means("How long one message may take to be sent. A client that takes longer is cut off.");

    public static final Key<Duration> PING_INTERVAL = Key.duration("ping.interval", "20s", "1s", "10m")
            .means("How often each session is pinged. Keep it below the idle timeouts of proxies in between.");

    public static final Key<Duration> SILENCE = Key.duration("silence", "45s", "2s", "1h")
            .means("A session from which nothing was read for this long, not even a pong, is ended. Longer than"
                    + " `ping.interval`.");

    public static final Key<Duration> FEED_BEAT = Key.duration("feed.beat", "20s", "1s", "45s")
            .means("Who follows a feed in `feed.v1`, and was told nothing for this long, is told that there is"
                    + " nothing, so that it knows that the connection lives. Keep it below the idle timeouts of proxies"
                    + " in between.");

    private DeliveryKeys() {}
}
