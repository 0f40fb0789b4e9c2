package dev.echolocate.chat;

import dev.echolocate.base.Address;
import dev.echolocate.base.Words;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A room that is open: a Board of who is here, and a Log of what was said. Held until it is closed. Thread-safe. */
public final class ChatRoom implements AutoCloseable {
    /** How many of the messages before it a newcomer is told. */
    private static final int NEWEST = 100;

    private final String name;
    private final Address address;
    private final Handle<Board> people;
    private final Handle<Log> messages;

    ChatRoom(String name, Address address, Handle<Board> people, Handle<Log> messages) {
        this.name = name;
        this.address = address;
        this.people = people;
        this.messages = messages;
    }

    /**
     * What a reader of the room reads: everybody who is here and the newest messages, or what came after its cursor. The
     * reader closes the room.
     *
     * @param since the joined cursor that it brought, people before messages, or null
     */
    public List<FeedPosition> feedPositions(@Nullable String since) {
        Log log = messages();
        List<FeedPosition> feedPositions = List.of(
                FeedPosition.fresh(people, null, () -> null),
                FeedPosition.fresh(messages, log.back(NEWEST), () -> log.back(NEWEST)));
        if (since != null) {
            FeedPosition.resumeAll(feedPositions, since);
        }
        return feedPositions;
    }

    /** The same room, to be closed by itself. */
    public ChatRoom again() {
        return new ChatRoom(name, address, people.again(), messages.again());
    }

    /** Of who has opened it. */
    Address address() {
        return address;
    }

    Board people() {
        return people.feed();
    }

    /** What somebody says it is called, unless somebody is here under that; or null. */
    @Nullable
    String unlessTaken(@Nullable String said) {
        Entry here = said == null ? null : people().get(ChatName.key(Words.tidy(said)));
        return here == null || here.gone() ? said : null;
    }

    /** To be closed by itself. */
    Handle<Board> peopleAgain() {
        return people.again();
    }

    Log messages() {
        return messages.feed();
    }

    @Override
    public void close() {
        people.close();
        messages.close();
    }
}
