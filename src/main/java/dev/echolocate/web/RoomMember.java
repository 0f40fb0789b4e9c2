package dev.echolocate.web;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.chat.ChatMember;
import dev.echolocate.tracker.Member;

/**
 * A session in a room. One secret proves the ids and the name.
 *
 * @param mover who it is on the map
 * @param guest who it is among the people
 */
record RoomMember(Member mover, ChatMember guest) {
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
