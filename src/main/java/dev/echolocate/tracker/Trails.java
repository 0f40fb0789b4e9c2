package dev.echolocate.tracker;

import dev.echolocate.base.Budget;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ways of everybody who is there, of what was reported on this node: in memory only, and gone when the person is gone.
 * Over the budget, trails grow no longer. Thread-safe.
 */
final class Trails {
    private final Budget budget;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    Trails(Budget budget) {
        this.budget = budget;
    }

    /** The trails of one room, and the Board that says who is there. Guarded by itself. */
    private static final class Room {
        final Board board;
        final Map<String, Trail> byKey = new HashMap<>();

        Room(Board board) {
            this.board = board;
        }
    }

    void add(String name, Board board, Member.Presence who, Position position, long at) {
        // In one step with the look-up, so that a sweep does not take the room away in between.
        rooms.compute(name, (n, known) -> {
            Room room = known == null || known.board != board ? begin(known, board) : known;
            synchronized (room) {
                trail(room, who, at).add(position.latitude(), position.longitude(), at);
            }
            return room;
        });
    }

    /** Not held by this: a Board that goes takes its trails with it. */
    private static Room begin(@Nullable Room before, Board board) {
        if (before != null) {
            synchronized (before) {
                before.byKey.values().forEach(Trail::close);
            }
        }
        return new Room(board);
    }

    private Trail trail(Room room, Member.Presence who, long at) {
        Trail trail = room.byKey.get(who.id().key());
        if (trail == null || !trail.isOf(who.joined())) {
            if (trail != null) {
                trail.close();
            }
            trail = new Trail(who.joined(), at, budget);
            room.byKey.put(who.id().key(), trail);
        }
        return trail;
    }

    String withTrail(String name, Entry entry, long now) {
        String json = entry.item().json();
        Room room = rooms.get(name);
        if (room == null || entry.gone()) {
            return json;
        }
        synchronized (room) {
            Trail trail = room.byKey.get(entry.key());
            if (trail == null) {
                return json;
            }
            trail.forget(now);
            StringBuilder longer =
                    new StringBuilder(json).deleteCharAt(json.length() - 1).append(",\"trail\":");
            trail.write(longer);
            return longer.append('}').toString();
        }
    }

    /** Forgets who has left, and rooms where nobody is. */
    void sweep(long now) {
        for (String name : rooms.keySet()) {
            rooms.computeIfPresent(name, (n, room) -> sweep(room, now));
        }
    }

    private static @Nullable Room sweep(Room room, long now) {
        synchronized (room) {
            room.byKey.entrySet().removeIf(person -> {
                Entry entry = room.board.get(person.getKey());
                boolean left = entry == null || entry.gone();
                if (left) {
                    person.getValue().close();
                } else {
                    person.getValue().forget(now);
                }
                return left;
            });
            return room.byKey.isEmpty() ? null : room;
        }
    }
}
