package dev.echolocate.tracker;

import dev.echolocate.base.Budget;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Feed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ways of everybody who is there: the history of a room's Board, of all that comes to this node's copy of it, whoever wrote it
 * and wherever. In memory only, and gone when the person is gone. Over the budget, trails grow no longer. Thread-safe; who reads
 * takes no lock.
 */
final class Trails {
    private final Budget budget;
    private final LongSupplier epochMillis;
    private final Map<String, RoomTrails> rooms = new ConcurrentHashMap<>();

    Trails(Budget budget, LongSupplier epochMillis) {
        this.budget = budget;
        this.epochMillis = epochMillis;
    }

    /**
     * From now on, the history of a Board is kept for as long as somebody is there. It holds no Board: one that goes takes its
     * trails with it.
     */
    void follow(Board board) {
        rooms.compute(board.name(), (name, known) -> {
            if (known != null && known.board.equals(board)) {
                return known;
            }
            if (known != null) {
                known.close();
            }
            return new RoomTrails(board);
        });
    }

    /** As in {@link Tracker#trail}. */
    void write(String board, Entry entry, JsonWriter json) {
        RoomTrails room = rooms.get(board);
        Trail trail = room == null || entry.gone() ? null : room.byKey.get(entry.key());
        if (trail != null) {
            trail.write(json.array("trail")).end();
        }
    }

    /** Forgets who has left, and rooms where nobody is. */
    void sweep() {
        for (String name : rooms.keySet()) {
            rooms.computeIfPresent(name, (n, room) -> {
                boolean empty = room.sweep();
                if (empty) {
                    room.close();
                }
                return empty ? null : room;
            });
        }
    }

    /** The trails of one Board. Changed under its monitor, read by anybody. */
    private final class RoomTrails {
        final Board board;
        final Map<String, Trail> byKey = new ConcurrentHashMap<>();
        private final Feed.Subscription subscription;
        private @Nullable Cursor at;
        private boolean closed;

        RoomTrails(Board board) {
            this.board = board;
            this.subscription = board.subscribe(this::changed);
            changed();
        }

        /** On the writer's thread, after each change: a few bytes are copied. */
        private synchronized void changed() {
            for (boolean more = !closed; more; ) {
                Batch batch = board.read(at, board.head(), Integer.MAX_VALUE, Integer.MAX_VALUE);
                boolean reset = batch.kind() == Batch.Continuity.RESET;
                at = reset ? null : batch.next();
                batch.entries().forEach(this::add);
                more = reset || batch.more();
            }
        }

        private void add(Entry entry) {
            Trail trail = byKey.get(entry.key());
            if (trail != null && (entry.gone() || !trail.isOf(entry.since()))) {
                trail.close();
                byKey.remove(entry.key());
                trail = null;
            }
            if (!entry.gone() && !entry.item().history().isEmpty()) {
                Trail known = trail == null ? new Trail(entry.since(), entry.from(), budget) : trail;
                known.forget(epochMillis.getAsLong());
                Trail longer = known.with(entry.item().history());
                if (!longer.isEmpty()) {
                    byKey.put(entry.key(), longer);
                }
            }
        }

        /** Whether nobody is there any more. */
        synchronized boolean sweep() {
            byKey.entrySet().removeIf(person -> {
                Entry entry = board.get(person.getKey());
                boolean left = entry == null || entry.gone();
                if (left) {
                    person.getValue().close();
                } else {
                    person.getValue().forget(epochMillis.getAsLong());
                }
                return left;
            });
            return byKey.isEmpty();
        }

        synchronized void close() {
            closed = true;
            subscription.close();
            byKey.values().forEach(Trail::close);
        }
    }
}
