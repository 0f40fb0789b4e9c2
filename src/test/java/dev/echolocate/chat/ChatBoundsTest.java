package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.LocalEngine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How many there may be. */
class ChatBoundsTest extends ChatFixture {
    @Test
    void aRoomThatIsFullSaysSo() throws Exception {
        for (int i = 0; i < 100; i++) {
            here("p" + i);
        }
        ChatMember late = session("late", null);
        assertEquals(ChatAnswer.FULL, enter(late));
        assertEquals(ChatAnswer.FULL, say(late, "hi"));
        assertEquals(List.of(), said());
    }

    @Test
    void whoInventsNamesIsRefusedMoreAndKeepsNobodyOut() throws Exception {
        LocalEngine small = new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ZERO, 40, true), () -> now);
        Chat crowded = new Chat(small, () -> now, LIFE, GRACE);
        ChatAnswer answer = ChatAnswer.DONE;
        for (int i = 0; i < 60; i++) {
            answer = come(crowded, 1, "a" + i);
        }
        assertEquals(ChatAnswer.NAMES_OVER_SHARE, answer);
        assertTrue(answer.message().contains("your address"));
        for (int i = 0; i < 10; i++) {
            assertEquals(ChatAnswer.DONE, come(crowded, 2, "b" + i));
        }
    }

    private static ChatAnswer come(Chat chat, int address, String name) throws BadMessageException {
        Address from = Objects.requireNonNull(Address.parse("192.0.2." + address));
        ChatMember visitor =
                chat.visit(chat.room("r", from).toCompletableFuture().join(), Guest.of(null, name, null));
        ChatAnswer answer = chat.take(visitor, ChatProtocol.decode("{\"here\":true}"))
                .toCompletableFuture()
                .join();
        chat.gone(visitor);
        return answer;
    }

    @Test
    void aRoomThatThereIsNoPlaceForIsNotHalfOpen() {
        LocalEngine small = new LocalEngine(FeedLimits.of(1 << 24, 3, Duration.ZERO, 100, false), () -> now);
        Chat crowded = new Chat(small, () -> now, LIFE, GRACE);
        try (ChatRoom first =
                crowded.room("one", Address.UNKNOWN).toCompletableFuture().join()) {
            assertTrue(
                    crowded.room("two", Address.UNKNOWN).toCompletableFuture().isCompletedExceptionally());
            assertEquals("chat/people/one", first.people().name());
            small.sweep();
            assertEquals(2, small.feeds());
        }
    }
}
