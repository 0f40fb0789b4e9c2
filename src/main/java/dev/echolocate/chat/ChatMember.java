package dev.echolocate.chat;

import dev.echolocate.base.Json;
import dev.echolocate.feed.Owner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A guest in a room: a session, or a visit, which is a request without one. A visit is nobody who could be asked for a
 * sign of life, and what it puts is renewed, or ended, by the next visit with the same secret. Thread-safe.
 */
public final class ChatMember {
    final ChatRoom room;
    final Guest guest;

    /** The lease of a session is its own, that of visits is common to all with one secret. */
    final Owner owner;

    /** How long its name stays reserved when the session is gone. */
    final Duration grace;

    /** Null for a visit. */
    private final @Nullable Runnable challenge;

    final Turns turns = new Turns();

    /** Who it is, or asks to be; null: nobody yet. Guarded by this member's monitor. */
    private @Nullable ChatName name;

    /** Whether it came in under that name, as far as it knows. Guarded by this member's monitor. */
    private boolean present;

    /** The session is over: nothing becomes present any more. Guarded by this member's monitor. */
    private boolean gone;

    /** When its name was last given a new life, in milliseconds since the epoch. Confined to the session's reading thread. */
    long renewed;

    ChatMember(ChatRoom room, Guest guest, Duration grace, @Nullable Runnable challenge) {
        this.room = room;
        this.guest = guest;
        this.owner = challenge == null
                ? guest.proof().requests(room.address())
                : guest.proof().session(room.address());
        this.grace = grace;
        this.challenge = challenge;
        this.name = guest.name();
    }

    boolean isVisit() {
        return challenge == null;
    }

    /** Asks the session for a sign of life. */
    void challenge() {
        if (challenge != null) {
            challenge.run();
        }
    }

    synchronized @Nullable ChatName name() {
        return name;
    }

    /** Whether it came in under its name, and has not left. */
    synchronized boolean isPresent() {
        return present;
    }

    /** For {@code feed.v1} and for answers: {@code "you":{"name"?,"secret"}}, with the name once one is here under it. */
    public synchronized String you() {
        String named = present && name != null ? "\"name\":" + Json.quote(name.text()) + "," : "";
        return "\"you\":{" + named + "\"secret\":" + Json.quote(guest.secret().text()) + "}";
    }

    /** Comes in, unless its session is over. */
    synchronized Entrance enter(ChatName now) {
        if (gone) {
            return new Entrance(false, null);
        }
        ChatName before = former();
        name = now;
        present = true;
        return new Entrance(true, before);
    }

    /**
     * What became of coming in.
     *
     * @param in false: the session is over
     * @param before who it was, or null
     */
    record Entrance(boolean in, @Nullable ChatName before) {}

    /** A name turns out to be somebody else's. Whether it was thought to be this member's. */
    synchronized boolean lose(ChatName taken) {
        if (present && name != null && !name.isSameAs(taken)) {
            // It only asked for another one, and stays who it is.
            return false;
        }
        boolean lost = present;
        present = false;
        name = taken;
        return lost;
    }

    /** Leaves; who it was, or null. */
    synchronized @Nullable ChatName leave() {
        ChatName before = former();
        present = false;
        name = guest.isUser() ? guest.name() : null;
        return before;
    }

    /** What may still be there of it, or null. A visit doesn't know what those before it did. */
    private @Nullable ChatName former() {
        return present || isVisit() ? name : null;
    }

    /** It is over; the name that it had as a session, or null. */
    synchronized @Nullable ChatName end() {
        if (isVisit()) {
            return null;
        }
        ChatName before = present ? name : null;
        present = false;
        gone = true;
        return before;
    }
}
