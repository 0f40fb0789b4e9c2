package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Query;
import dev.echolocate.chat.Chat;
import dev.echolocate.chat.ChatAnswer;
import dev.echolocate.chat.Guest;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.feed.Handle;
import dev.echolocate.tracker.Tracker;
import java.util.concurrent.CompletionStage;

/** Rooms as one: what is on the tracker's map and in the chat under one name. The two don't know each other. Thread-safe. */
public record Rooms(Tracker tracker, Chat chat) {
    /** Opens a room; close it. */
    public CompletionStage<OpenRoom> room(String name, Address address) {
        return Handle.with(tracker.room(name, address), () -> chat.room(name, address), OpenRoom::new);
    }

    /** A room for somebody who looks once: where nobody uses it, nothing is made. Close it. */
    public CompletionStage<OpenRoom> existing(String name) {
        return Handle.with(tracker.existing(name), () -> chat.existing(name), OpenRoom::new);
    }

    /** What is read is told in: with {@code ?trail=1}, who is on the map comes with the way there. */
    public Dialect dialect(String name, Query query) {
        return TrackerFrames.feedV1(tracker, name, query, RoomPart.MAP.word());
    }

    /**
     * A session comes. It has no name here before {@link #enter}.
     *
     * @param guest with the same secret
     * @param challenge asks the session for a sign of life; it ends if none comes
     */
    RoomMember join(OpenRoom room, Address address, Guest guest, String secret, Runnable challenge) {
        return new RoomMember(
                tracker.join(room.map().again(), address, secret, true, challenge),
                chat.join(room.chat().again(), guest, true, challenge));
    }

    /** Comes in with the name that it brought, if any. */
    CompletionStage<ChatAnswer> enter(RoomMember member) {
        return chat.enter(member.guest());
    }

    /** It has given a sign of life: what it has lives on, or its name is somebody else's by now. */
    CompletionStage<ChatAnswer> alive(RoomMember member) {
        tracker.alive(member.mover());
        return chat.alive(member.guest());
    }

    /** The session is over. Idempotent. */
    void gone(RoomMember member) {
        tracker.gone(member.mover());
        chat.gone(member.guest());
    }
}
