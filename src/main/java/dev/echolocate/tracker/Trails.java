package dev.echolocate.tracker;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ways of everybody who is there, of what was reported on this node: in memory only, and gone when the person is gone.
 * Over the budget, trails grow no longer. Thread-safe; who reads takes no lock.
 */
final class Trails {
    private final Budget budget;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    Trails(Budget budget) {
        this.budget = budget;
    }

    /** The trails of one room, and the Board that says who is there. Changed under its monitor, read by anybody. */
    private static final class Room {
        final Board board;
        final Map<String, Trail> byKey = new ConcurrentHashMap<>();

        Room(Board board) {
            this.board = board;
        }
    }

    /**
     * Somebody has moved.
     *
     * @param address whom a new trail is counted to
     * @param at when that was
     */
    void add(String name, Board board, Member.Presence who, Address address, Position position, long at, long now) {
        // In one step with the look-up, so that a sweep does not take the room away in between.
        rooms.compute(name, (n, known) -> {
            Room room = known == null || known.board != board ? begin(known, board) : known;
            synchronized (room) {
                Trail trail = trail(room, who, address);
                trail.forget(now);
                trail.add(position.latitude(), position.longitude(), at);
                if (!trail.isEmpty()) {
                    room.byKey.put(who.id().key(), trail);
                }
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

    private Trail trail(Room room, Member.Presence who, Address address) {
        Trail trail = room.byKey.get(who.id().key());
        if (trail == null || !trail.isOf(who.joined())) {
            if (trail != null) {
                trail.close();
                room.byKey.remove(who.id().key());
            }
            trail = new Trail(who.joined(), address, budget);
        }
        return trail;
    }

    String withTrail(String name, Entry entry) {
        String json = entry.item().json();
        Room room = rooms.get(name);
        Trail trail = room == null || entry.gone() ? null : room.byKey.get(entry.key());
        if (trail == null) {
            return json;
        }
        StringBuilder longer =
                new StringBuilder(json).deleteCharAt(json.length() - 1).append(",\"trail\":");
        trail.write(longer);
        return longer.append('}').toString();
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
