package dev.echolocate.web;

import dev.echolocate.chat.ChatRoom;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room that is open as one: the tracker's Board, the chat's Board and Log, and the Board of its meeting point. Held until it is
 * closed. Thread-safe.
 */
public record OpenRoom(Handle<Board> map, ChatRoom chat, Handle<Board> place) implements AutoCloseable {
    /**
     * What a reader of the room reads: all that is there, or what came after its cursor. The map is last: what changes there all
     * the time is shared by all who stand together, and keeps nobody from what is said. The reader closes the room.
     *
     * @param since the joined cursor that it brought, or null
     */
    public List<FeedPosition> feedPositions(@Nullable String since) {
        List<FeedPosition> ofChat = chat.feedPositions(null);
        List<FeedPosition> all = List.of(
                ofChat.get(0).of(RoomPart.PEOPLE.word()),
                ofChat.get(1).of(RoomPart.CHAT.word()),
                FeedPosition.fresh(place, null, () -> null).of(RoomPart.PLACE.word()),
                FeedPosition.fresh(map, null, () -> null).of(RoomPart.MAP.word()));
        if (since != null) {
            FeedPosition.resumeAll(all, since);
        }
        return all;
    }

    @Override
    public void close() {
        map.close();
        chat.close();
        place.close();
    }
}
