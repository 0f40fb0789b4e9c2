package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.BadMessageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who comes with one message, and goes: by HTTP. */
class ChatVisitsTest extends ChatFixture {
    private ChatMember visit(String name, String secret) throws BadMessageException {
        return chat.visit(room("r"), Guest.of(null, name, secret));
    }

    @Test
    void aVisitIsHereUntilALifeAfterTheLastOne() throws Exception {
        ChatMember first = visit("Ann", SECRET);
        assertEquals(ChatAnswer.DONE, say(first, "one"));
        assertEquals("\"you\":{\"name\":\"Ann\",\"secret\":\"" + SECRET + "\"}", first.you());
        chat.gone(first);
        pass(LIFE.minusMillis(1));
        ChatMember second = visit("Ann", SECRET);
        assertEquals(ChatAnswer.DONE, send(second, "{\"here\":true}"));
        chat.gone(second);
        pass(LIFE.minusMillis(1));
        assertEquals(List.of("Ann"), people());
        assertEquals(1, changes());
        assertEquals(ChatAnswer.NAME_TAKEN, say(visit("Ann", null), "stolen"));
        assertEquals(0, challenges, "nobody is there to be asked");
        pass(Duration.ofMillis(1));
        assertEquals(List.of(), people());
    }

    @Test
    void aVisitLeavesOrRenamesWhatAnEarlierOnePut() throws Exception {
        say(visit("Ann", SECRET), "one");
        assertEquals(ChatAnswer.NAME_TAKEN, enter(session("Ann", null)));
        send(visit("Ann", null), "{\"left\":true}");
        assertEquals(List.of("Ann"), people(), "only its owner leaves");
        ChatMember renaming = visit("Ann", SECRET);
        assertEquals(ChatAnswer.DONE, send(renaming, "{\"name\":\"Bea\"}"));
        assertTrue(renaming.you().contains("\"Bea\""), renaming.you());
        assertEquals(List.of("Bea"), people());
        assertEquals(ChatAnswer.DONE, send(visit("Bea", SECRET), "{\"left\":true}"));
        assertEquals(List.of(), people());
    }

    @Test
    void aVisitOfAUserNeedsNoSecret() throws Exception {
        ChatMember one = chat.visit(room("r"), Guest.of("ann", null, null));
        assertEquals(ChatAnswer.DONE, say(one, "hi"));
        chat.gone(one);
        ChatMember two = chat.visit(room("r"), Guest.of("ann", null, null));
        assertEquals(ChatAnswer.DONE, send(two, "{\"left\":true}"));
        assertEquals(List.of(), people());
    }

    @Test
    void aSessionAndVisitsOfOneOwnerDoNotEndEachOther() throws Exception {
        ChatMember session = session("Ann", SECRET);
        enter(session);
        say(visit("Ann", SECRET), "by HTTP");
        for (int i = 0; i < 3; i++) {
            pass(LIFE.dividedBy(2));
            alive(session);
        }
        send(visit("Ann", SECRET), "{\"left\":true}");
        assertEquals(List.of("Ann"), people(), "the session lives");
        assertEquals(1, changes());
    }

    @Test
    void whoStaysKeepsItsSpellingWhenAnotherOneLeaves() throws Exception {
        enter(session("Ann", SECRET));
        say(visit("ANN", SECRET), "by HTTP");
        assertEquals(List.of("ANN"), people());
        pass(Duration.ofMillis(1));
        send(visit("ANN", SECRET), "{\"left\":true}");
        assertEquals(List.of("Ann"), people());
    }
}
