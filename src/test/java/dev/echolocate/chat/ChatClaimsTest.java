package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.feed.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a name is, and who may say something under it. */
class ChatClaimsTest extends ChatFixture {
    @Test
    void whoIsHereSaysSomethingAndTheServerStampsIt() throws Exception {
        ChatMember ann = here("Ann");
        pass(Duration.ofSeconds(1));
        assertEquals(ChatAnswer.DONE, send(ann, "{\"text\":\"hi\",\"ref\":\"1\"}"));
        Entry message = entries(room.messages()).get(0);
        assertEquals(
                "{\"name\":\"Ann\",\"text\":\"hi\",\"at\":" + (START + 1_000) + ",\"ref\":\"1\"}",
                message.item().json());
        assertEquals(
                "{\"name\":\"Ann\",\"joined\":" + START + "}",
                FeedV1.json(entries(room.people()).get(0)).text());
    }

    @Test
    void nobodySaysSomethingWithoutAName() throws Exception {
        ChatMember reader = session(null, null);
        assertEquals(ChatAnswer.DONE, enter(reader), "reading is free");
        assertEquals(ChatAnswer.NAME_NEEDED, say(reader, "hi"));
        assertEquals(ChatAnswer.NAME_NEEDED, send(reader, "{\"here\":true}"));
        assertEquals(List.of(), said());
        assertEquals(ChatAnswer.DONE, send(reader, "{\"name\":\"Ann\"}"));
        assertEquals(ChatAnswer.DONE, say(reader, "hi"));
        assertEquals(List.of("Ann: hi"), said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "ANN", " ann ", "\uff21nn"})
    void aNameBelongsToWhoCameFirst(String claim) throws Exception {
        ChatMember ann = here("Ann");
        ChatMember thief = session(claim, null);
        assertEquals(ChatAnswer.NAME_TAKEN, enter(thief));
        assertEquals(1, challenges, "its holder is asked");
        assertEquals(ChatAnswer.NAME_TAKEN, say(thief, "it is me"));
        assertEquals(ChatAnswer.NAME_TAKEN, send(here("Bob"), "{\"name\":\"Ann\"}"));
        assertEquals(ChatAnswer.DONE, say(ann, "no"));
        assertEquals(List.of("Ann: no"), said());
        assertEquals(List.of("Ann", "Bob"), people());
        assertFalse(thief.you().contains("name"), thief.you());
    }

    @Test
    void whoseNameWasTakenHasItOnceItIsFree() throws Exception {
        ChatMember ann = here("Ann");
        ChatMember other = session("Ann", null);
        assertEquals(ChatAnswer.NAME_TAKEN, enter(other));
        send(ann, "{\"left\":true}");
        assertEquals(ChatAnswer.DONE, say(other, "now I am"));
        assertEquals(List.of("Ann: now I am"), said());
    }

    @Test
    void renamingIsAJoinAndALeave() throws Exception {
        ChatMember ann = here("Ann");
        assertEquals(ChatAnswer.DONE, send(ann, "{\"name\":\"Bea\"}"));
        assertEquals(List.of("Bea"), people());
        say(ann, "hi");
        assertEquals(List.of("Bea: hi"), said());
        here("Ann");
        assertEquals(ChatAnswer.NAME_TAKEN, send(ann, "{\"name\":\"Ann\"}"));
        say(ann, "still me");
        assertEquals(List.of("Bea: hi", "Bea: still me"), said());
        assertEquals(List.of("Ann", "Bea"), people());
    }

    @Test
    void anotherSpellingIsTheSamePersonAndIsTold() throws Exception {
        ChatMember ann = here("ann");
        pass(Duration.ofSeconds(1));
        assertEquals(ChatAnswer.DONE, send(ann, "{\"name\":\"ANN\"}"));
        assertEquals(List.of("ANN"), people());
        assertEquals(START, entries(room.people()).get(0).since());
        chat.gone(ann);
        pass(GRACE);
        assertEquals(List.of(), people());
    }

    @Test
    void aUserKeepsTheNameOfTheLoginAndNobodyCanBringWhatProvesIt() throws Exception {
        ChatMember ann = user("ann");
        enter(ann);
        assertEquals(ChatAnswer.NAME_FIXED, send(ann, "{\"name\":\"Bea\"}"));
        assertEquals(ChatAnswer.DONE, send(ann, "{\"name\":\"ANN\"}"));
        assertEquals(List.of("ann"), people());
        assertEquals(ChatAnswer.NAME_TAKEN, enter(session("ann", SECRET)));
        ChatMember named = chat.join(room("r"), Guest.of("bob", "ann", null), true, () -> {});
        assertEquals(ChatAnswer.DONE, enter(named));
        assertEquals(List.of("ann", "bob"), people(), "the login goes before what is chosen");
        send(ann, "{\"left\":true}");
        assertEquals(List.of("bob"), people());
        assertEquals(ChatAnswer.DONE, say(ann, "back"));
        assertEquals(List.of("ann", "bob"), people());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcde ", "0123456789abcd\u00e9f"})
    void anOddSecretIsRefused(String secret) {
        assertEquals(
                "bad_secret",
                assertThrows(BadMessageException.class, () -> Guest.of(null, "Ann", secret))
                        .code());
    }
}
