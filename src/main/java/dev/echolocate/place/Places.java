package dev.echolocate.place;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Life;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Owner;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a room wants to meet: one entry of a Board, which is the room's own. Anybody may set another place, or remove it, and it
 * outlives who set it. Thread-safe; stages never fail, but those that open.
 */
public final class Places {
    static final String KEY = "place";

    /** How long it is there, since it was set last. */
    private static final Duration LIFE = Duration.ofHours(12);

    /** What is removed is ended at once; where that can't be said any more, its life is over soon. */
    private static final Duration ENDING = Duration.ofSeconds(1);

    /** The proof of all who write it. It is no hash, so no secret makes it. */
    private static final String ROOM = "room";

    /** How often it is tried to be the newest. */
    private static final int TRIES = 3;

    private final Engine engine;
    private final LongSupplier epochMillis;
    private final KeptPlaces kept;

    /**
     * @param epochMillis the time of day
     * @param places how many rooms may have one
     */
    public Places(Engine engine, LongSupplier epochMillis, Budget places) {
        this.engine = engine;
        this.epochMillis = epochMillis;
        this.kept = new KeptPlaces(places);
    }

    /** Forgets those whose time is over. Called about every second, from one thread. */
    public void sweep() {
        kept.sweep();
    }

    private static String board(String room) {
        return "place/" + room;
    }

    /**
     * Opens a room; close it.
     *
     * @param address whom it is counted to, where it is new
     */
    public CompletionStage<Handle<Board>> room(String name, Address address) {
        return engine.board(board(name), address);
    }

    /** A room for somebody who looks once: where nobody uses it, nothing is made. */
    public CompletionStage<Handle<Board>> existing(String name) {
        return engine.existingBoard(board(name));
    }

    /**
     * Does what a message says.
     *
     * @param from whom it is counted to, where there was none
     * @param by who does it, where that is known; all are told
     */
    public CompletionStage<Outcome> take(
            String room, Address from, PlaceProtocol.PlaceMessage message, @Nullable String by) {
        MeetingPoint place = message.place();
        return room(room, from)
                .thenCompose(board -> (place == null ? remove(board.feed(), from, by) : set(board, from, place, by))
                        .whenComplete((outcome, failure) -> board.close()));
    }

    private CompletionStage<Outcome> set(Handle<Board> board, Address from, MeetingPoint place, @Nullable String by) {
        Taken taken = kept.writing(board, from);
        if (taken != Taken.YES) {
            return CompletableFuture.completedFuture(taken == Taken.FULL ? Outcome.FULL : Outcome.KEYS_OVER_SHARE);
        }
        long now = epochMillis.getAsLong();
        return put(board.feed(), owner(from), now, PlaceProtocol.here(place, now, by), TRIES)
                .whenComplete((outcome, failure) -> kept.written(board.feed()));
    }

    /** Whoever sets it last has it: a time is its version only as long as clocks agree. */
    private static CompletionStage<Outcome> put(Board board, Owner owner, long version, Item here, int tries) {
        return board.put(KEY, owner, version, Life.of(LIFE), here, PlaceProtocol.left(null))
                .thenCompose(written -> {
                    Entry newer = written.before();
                    if (written.outcome() != Outcome.STALE) {
                        return CompletableFuture.completedFuture(written.outcome());
                    }
                    return newer == null || tries == 0
                            ? CompletableFuture.completedFuture(Outcome.BUSY)
                            : put(board, owner, newer.version() + 1, here, tries - 1);
                });
    }

    /**
     * What is there is put once more, with who ends it, and ended. Where somebody sets another one meanwhile, that one stays: it was
     * not what should go.
     */
    private CompletionStage<Outcome> remove(Board board, Address from, @Nullable String by) {
        Entry entry = board.get(KEY);
        if (entry == null || entry.gone()) {
            return CompletableFuture.completedFuture(Outcome.DONE);
        }
        Owner owner = owner(from);
        return board.put(KEY, owner, entry.version() + 1, Life.of(ENDING), entry.item(), PlaceProtocol.left(by))
                .thenCompose(written -> written.outcome() != Outcome.DONE
                        ? CompletableFuture.completedFuture(written.outcome())
                        : board.keep(List.of(KEY), owner, Duration.ZERO).thenApply(ended -> {
                            kept.look(board);
                            return Outcome.DONE;
                        }));
    }

    /** With a lease of its own: it ends nothing that somebody else has put. */
    private static Owner owner(Address from) {
        return new Owner(ROOM, UUID.randomUUID().toString(), from);
    }
}
