package dev.echolocate.chat;

import dev.echolocate.base.Key;
import java.time.Duration;

/** How long names live. */
public final class ChatKeys {
    public static final Key<Duration> GRACE = Key.duration("chat.grace", "30s", "0s", "1h")
            .means("How long a name stays reserved after its `feed.v1` session is gone, so that a client that"
                    + " reconnects is still the same one, and nobody is told that it was away.");

    public static final Key<Duration> LIFE = Key.duration("chat.life", "60s", "2s", "24h")
            .means("How long a name lives that nobody renews. Sessions renew theirs at every `ping.interval`, so it"
                    + " must be longer; over HTTP, each `POST` does.");

    private ChatKeys() {}
}
