package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Query;
import dev.echolocate.chat.Chat;
import dev.echolocate.chat.ChatAnswer;
import dev.echolocate.chat.ChatMember;
import dev.echolocate.chat.ChatRoom;
import dev.echolocate.chat.Guest;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Outcome;
import dev.echolocate.place.PlaceProtocol;
import dev.echolocate.place.Places;
import dev.echolocate.presence.SerialWrites;
import dev.echolocate.tracker.Tracker;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Rooms as one: what is on the tracker's map, in the chat and among the meeting points under one name. They don't know each other.
 * Thread-safe.
 */
public record Rooms(Tracker tracker, Chat chat, Places places) {
    /** Opens a room; close it. */
    public CompletionStage<OpenRoom> room(String name, Address address) {
        return opened(tracker.room(name, address), () -> chat.room(name, address), () -> places.room(name, address));
    }

    /** A room for somebody who looks once: where nobody uses it, nothing is made. Close it. */
    public CompletionStage<OpenRoom> existing(String name) {
        return opened(tracker.existing(name), () -> chat.existing(name), () -> places.existing(name));
    }

    private static CompletionStage<OpenRoom> opened(
            CompletionStage<Handle<Board>> map,
            Supplier<CompletionStage<ChatRoom>> chat,
            Supplier<CompletionStage<Handle<Board>>> place) {
        return Handle.with(
                map, () -> Handle.with(place.get(), chat, PlaceAndChat::new), (open, rest) -> rest.with(open));
    }

    private record PlaceAndChat(Handle<Board> place, ChatRoom chat) {
        OpenRoom with(Handle<Board> map) {
            return new OpenRoom(map, chat, place);
        }
    }

    /** What is read is told in: with {@code ?trail=1}, who is on the map comes with the way there. */
    public Dialect dialect(String name, Query query) {
        return TrackerFrames.feedV1(tracker, name, query, RoomPart.MAP.word());
    }

    /**
     * A session comes. It has no name here before {@link #enter}.
     *
     * @param name of the room
     * @param guest with the same secret
     * @param challenge asks the session for a sign of life; it ends if none comes
     */
    RoomMember join(OpenRoom room, String name, Address address, Guest guest, String secret, Runnable challenge) {
        return new RoomMember(
                tracker.join(room.map().again(), address, secret, true, challenge),
                chat.join(room.chat().again(), guest, true, challenge),
                name,
                address,
                new SerialWrites());
    }

    /** Sets where to meet, or removes it. */
    CompletionStage<Outcome> meet(RoomMember member, PlaceProtocol.PlaceMessage said) {
        return member.placing().next(() -> meet(member.room(), member.address(), member.guest(), said), Outcome.BUSY);
    }

    /**
     * The same for a visit of the chat's.
     *
     * @param address whom it is counted to
     */
    public CompletionStage<Outcome> meet(
            String room, Address address, ChatMember guest, PlaceProtocol.PlaceMessage said) {
        return chat.called(guest, said.by()).thenCompose(by -> places.take(room, address, said, by));
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
