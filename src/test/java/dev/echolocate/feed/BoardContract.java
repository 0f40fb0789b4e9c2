package dev.echolocate.feed;

import dev.echolocate.base.Address;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Every engine's Board: what the contracts of it have in common. */
abstract class BoardContract {
    static final FeedLimits SMALL =
            new FeedLimits(1 << 20, 4, Duration.ofSeconds(60), 4000, 10, 5, Duration.ofSeconds(60));
    static final Duration LIFE = Duration.ofSeconds(30);
    static final Owner ANN = new Owner("ann", "1", Address.UNKNOWN);
    static final Owner BOB = new Owner("bob", "1", Address.UNKNOWN);

    abstract EngineFixture open(FeedLimits limits);

    static Board board(EngineFixture fixture) {
        return fixture.engine()
                .board("a", Address.UNKNOWN)
                .toCompletableFuture()
                .join()
                .feed();
    }

    static Outcome put(Board board, String key, Owner owner, long version, String text) {
        return board.put(key, owner, version, LIFE, Item.text(text, text), Item.text(key + " gone", key + " gone"))
                .toCompletableFuture()
                .join()
                .outcome();
    }

    static Outcome keep(Board board, Owner owner, Duration life, String... keys) {
        return board.keep(List.of(keys), owner, life)
                .toCompletableFuture()
                .join()
                .outcome();
    }

    static Batch read(Board board, Cursor after) {
        return board.read(after, board.head(), 1000, 1 << 20);
    }

    static String texts(Batch batch) {
        return batch.entries().stream().map(e -> e.item().text()).collect(Collectors.joining(","));
    }
}
