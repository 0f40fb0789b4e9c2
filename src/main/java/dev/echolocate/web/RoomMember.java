package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.chat.ChatMember;
import dev.echolocate.presence.SerialWrites;
import dev.echolocate.tracker.Member;

/**
 * A session in a room. One secret proves the ids and the name.
 *
 * @param mover who it is on the map
 * @param guest who it is among the people
 * @param room where it is
 * @param address whom all is counted to
 * @param placing what it does about the meeting point keeps its order
 */
record RoomMember(Member mover, ChatMember guest, String room, Address address, SerialWrites placing) {
    /** Who one is: {@code "you":{"id","name"?,"secret"}}. */
    String you() {
        return new JsonWriter()
                .object("you")
                .member("id", mover.freshId())
                .member("name", guest.nameHere())
                .member("secret", mover.secret())
                .done();
    }
}
