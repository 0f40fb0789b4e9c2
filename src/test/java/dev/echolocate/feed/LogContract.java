package dev.echolocate.feed;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.List;

/** Every engine's Log: what the contracts of it have in common. */
abstract class LogContract {
    static final FeedLimits SMALL =
            new FeedLimits(1 << 20, 4, Duration.ofSeconds(60), 4000, 10, 5, Duration.ofSeconds(60));

    abstract EngineFixture open(FeedLimits limits);

    static Log log(EngineFixture fixture, String name) {
        return fixture.engine()
                .log(name, Address.UNKNOWN)
                .toCompletableFuture()
                .join()
                .feed();
    }

    static Outcome append(Log log, String text) {
        return log.append(Item.text("\"" + text + "\"", text), Address.UNKNOWN)
                .toCompletableFuture()
                .join();
    }

    static Batch read(Log log, Cursor after) {
        return log.read(after, log.head(), 1000, 1 << 20);
    }

    static List<String> texts(Batch batch) {
        return batch.entries().stream().map(e -> e.item().text()).toList();
    }
}
