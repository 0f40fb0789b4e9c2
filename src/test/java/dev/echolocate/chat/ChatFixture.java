package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.WireText;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.LocalEngine;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A room on the real engine, with a clock in the hand. */
abstract class ChatFixture {
    static final long START = 1_700_000_000_000L;
    static final Duration LIFE = Duration.ofSeconds(60);
    static final Duration GRACE = Duration.ofSeconds(30);
    static final String SECRET = "0123456789abcdef";

    long now = START;
    int challenges;
    final LocalEngine engine = new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ZERO, 100, false), () -> now);
    final Chat chat = new Chat(engine, () -> now, LIFE, GRACE);
    final ChatRoom room = room("r");

    ChatRoom room(String name) {
        return chat.room("r", Address.UNKNOWN).toCompletableFuture().join();
    }

    void pass(Duration time) {
        now += time.toMillis();
        engine.sweep();
    }

    ChatMember session(String name, String secret) throws BadMessageException {
        return chat.join(room("r"), Guest.of(null, name, secret), true, () -> challenges++);
    }

    ChatMember user(String login) throws BadMessageException {
        return chat.join(room("r"), Guest.of(login, null, null), true, () -> challenges++);
    }

    /** A session that has come in with its name. */
    ChatMember here(String name) throws BadMessageException {
        ChatMember member = session(name, null);
        assertEquals(ChatAnswer.DONE, enter(member));
        return member;
    }

    ChatAnswer enter(ChatMember member) {
        return chat.enter(member).toCompletableFuture().join();
    }

    ChatAnswer send(ChatMember member, String json) throws BadMessageException {
        return chat.take(member, ChatProtocol.decode(json))
                .toCompletableFuture()
                .join();
    }

    ChatAnswer say(ChatMember member, String text) throws BadMessageException {
        return chat.take(member, ChatProtocol.plain(WireText.of(text)))
                .toCompletableFuture()
                .join();
    }

    ChatAnswer alive(ChatMember member) {
        return chat.alive(member).toCompletableFuture().join();
    }

    /** Who is here, as it is spelled. */
    List<String> people() throws BadMessageException {
        List<String> people = new ArrayList<>();
        for (Entry entry : entries(room.people())) {
            if (!entry.gone()) {
                people.add(name(entry));
            }
        }
        return people.stream().sorted().toList();
    }

    static String name(Entry entry) throws BadMessageException {
        return Json.object(Json.parse(entry.item().json()), "").getString("name");
    }

    List<String> said() throws BadMessageException {
        List<String> said = new ArrayList<>();
        for (Entry entry : entries(room.messages())) {
            JsonObject message = Json.object(Json.parse(entry.item().json()), "");
            said.add(message.getString("name") + ": " + message.getString("text"));
        }
        return said;
    }

    static List<Entry> entries(Feed feed) {
        Batch batch = feed.read(null, feed.head(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        return batch.entries();
    }

    long changes() {
        return room.people().head().sequence();
    }
}
