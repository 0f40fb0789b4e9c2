package dev.echolocate.chat;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.presence.Claimant;
import dev.echolocate.presence.SerialWrites;
import org.jspecify.annotations.Nullable;

/** A guest in a room: a session, or a visit, which is a request without one. Its name is a claim. Thread-safe. */
public final class ChatMember {
    final ChatRoom room;
    final Guest guest;
    final Claimant claimant;

    /** What it says keeps its order. */
    final SerialWrites turns = new SerialWrites();

    /** Who it is, or asks to be; null: nobody yet. Guarded by this member's monitor. */
    private @Nullable ChatName name;

    /** A visit: whether it came in under that name. Guarded by this member's monitor. */
    private boolean visited;

    ChatMember(ChatRoom room, Guest guest, Claimant claimant) {
        this.room = room;
        this.guest = guest;
        this.claimant = claimant;
        this.name = guest.name();
    }

    synchronized @Nullable ChatName name() {
        return name;
    }

    /** Whether it came in under its name, and has not left, as far as it knows. */
    synchronized boolean isPresent() {
        return name != null && (claimant.isVisit() ? visited : claimant.holds(name.key()));
    }

    /** The name that it is here under, as far as it knows, or null. */
    public synchronized @Nullable String nameHere() {
        return isPresent() && name != null ? name.text() : null;
    }

    /** For {@code feed.v1} and for answers: {@code "you":{"name"?,"secret"}}, with the name once one is here under it. */
    public synchronized String you() {
        return new JsonWriter()
                .object("you")
                .member("name", nameHere())
                .member("secret", guest.secret().text())
                .done();
    }

    /**
     * Has come in.
     *
     * @param present whether it was here under the name that it had
     * @return who it was, or null
     */
    synchronized @Nullable ChatName enter(ChatName now, boolean present) {
        ChatName before = present || claimant.isVisit() ? name : null;
        name = now;
        visited = true;
        return before;
    }

    /** A name turns out to be somebody else's. Who only asked for another one stays who it is. */
    synchronized void lose(ChatName taken) {
        if (name == null || !isPresent() || taken.isSameAs(name)) {
            visited = false;
            name = taken;
        }
    }

    /** Leaves; who it was, or null. A visit doesn't know what those before it did. */
    synchronized @Nullable ChatName leave() {
        ChatName before = isPresent() || claimant.isVisit() ? name : null;
        visited = false;
        name = guest.isUser() ? guest.name() : null;
        return before;
    }

    /** It could not leave: it is still who it was, and may try again. */
    synchronized void stays(ChatName before) {
        if (name == null) {
            name = before;
        }
    }

    void end() {
        claimant.end();
        room.close();
    }
}
