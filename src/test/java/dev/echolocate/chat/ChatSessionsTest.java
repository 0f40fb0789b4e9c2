package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long somebody is here: sessions that come, fall silent, end, and come back. */
class ChatSessionsTest extends ChatFixture {
    @Test
    void leavingEndsItAndOneMayComeAgain() throws Exception {
        ChatMember ann = here("Ann");
        assertEquals(ChatAnswer.DONE, send(ann, "{\"left\":true}"));
        assertEquals(ChatAnswer.DONE, send(ann, "{\"left\":true}"));
        assertEquals(List.of(), people());
        assertEquals(ChatAnswer.NAME_NEEDED, say(ann, "hi"));
        here("Ann");
        chat.gone(ann);
        pass(GRACE);
        assertEquals(List.of("Ann"), people(), "who has left takes nobody along");
    }

    @Test
    void aReconnectWithinTheGraceTimeIsNoLeaveAndNoJoin() throws Exception {
        ChatMember ann = session("Ann", SECRET);
        enter(ann);
        long changes = changes();
        chat.gone(ann);
        pass(GRACE.minusMillis(1));
        assertEquals(ChatAnswer.NAME_TAKEN, enter(session("Ann", null)), "it is reserved");
        ChatMember back = session("Ann", SECRET);
        assertEquals(ChatAnswer.DONE, enter(back));
        pass(GRACE);
        assertEquals(ChatAnswer.DONE, say(back, "hi"));
        assertEquals(changes, changes());
        chat.gone(back);
        chat.gone(back);
        pass(GRACE);
        assertEquals(List.of(), people());
        assertEquals(changes + 1, changes());
    }

    @Test
    void aPlainNameIsFreeAtOnce() throws Exception {
        ChatMember ann = chat.join(room("r"), Guest.of(null, "Ann", null), false, () -> {});
        enter(ann);
        chat.gone(ann);
        assertEquals(List.of(), people());
        here("Ann");
    }

    @Test
    void theLateCloseOfAnOldSessionDoesNotRemoveTheLivingOne() throws Exception {
        ChatMember halfOpen = session("Ann", SECRET);
        enter(halfOpen);
        ChatMember living = session("Ann", SECRET);
        enter(living);
        pass(Duration.ofSeconds(45));
        alive(living);
        chat.gone(halfOpen);
        pass(LIFE.minusMillis(1));
        assertEquals(List.of("Ann"), people());
        challenges = 0;
        assertEquals(ChatAnswer.NAME_TAKEN, enter(session("Ann", null)));
        assertEquals(1, challenges, "the living one is asked");
        chat.gone(living);
        pass(GRACE);
        assertEquals(List.of(), people());
    }

    @Test
    void aSessionThatFellSilentInheritsNothingOfWhoTookItsName() throws Exception {
        here("Ann");
        pass(LIFE);
        ChatMember another = here("Ann");
        challenges = 0;
        assertEquals(ChatAnswer.DONE, send(another, "{\"left\":true}"));
        assertEquals(List.of(), people());
        assertEquals(0, challenges);
    }

    @Test
    void aUserWithSeveralSessionsStaysUntilTheLastIsGone() throws Exception {
        ChatMember phone = user("ann");
        ChatMember desk = user("ann");
        enter(phone);
        enter(desk);
        assertEquals(ChatAnswer.DONE, say(phone, "from the phone"));
        assertEquals(ChatAnswer.DONE, say(desk, "from the desk"));
        assertEquals(List.of("ann: from the phone", "ann: from the desk"), said());
        assertEquals(1, changes());
        chat.gone(desk);
        assertEquals(1, challenges, "the other one is asked whether it lives");
        for (int i = 0; i < 5; i++) {
            pass(LIFE.dividedBy(2));
            alive(phone);
        }
        assertEquals(1, changes());
        chat.gone(phone);
        pass(GRACE);
        assertEquals(List.of(), people());
    }

    @Test
    void aSignOfLifeRenewsAndSilenceEnds() throws Exception {
        ChatMember ann = here("Ann");
        for (int i = 0; i < 5; i++) {
            pass(LIFE.dividedBy(2));
            assertEquals(ChatAnswer.DONE, alive(ann));
        }
        assertEquals(List.of("Ann"), people());
        pass(LIFE);
        assertEquals(List.of(), people());
    }

    @Test
    void whoWasThoughtToBeGoneComesInAgainUnlessSomebodyElseHas() throws Exception {
        ChatMember ann = here("Ann");
        ChatMember bob = here("Bob");
        pass(LIFE);
        assertEquals(List.of(), people());
        assertEquals(ChatAnswer.DONE, alive(ann));
        assertEquals(List.of("Ann"), people());
        here("Bob");
        assertEquals(ChatAnswer.NAME_TAKEN, alive(bob));
        assertEquals(ChatAnswer.DONE, alive(bob), "it is said once");
        assertEquals(ChatAnswer.NAME_TAKEN, say(bob, "I am Bob"));
        chat.gone(bob);
        pass(GRACE);
        assertEquals(List.of("Ann", "Bob"), people());
    }

    @Test
    void aNameThatWasPutWhileItsSessionEndedIsLetGo() throws Exception {
        ChatMember ann = session("Ann", null);
        chat.gone(ann);
        assertEquals(ChatAnswer.DONE, enter(ann), "as a put that was under way");
        assertEquals(List.of("Ann"), people());
        pass(GRACE);
        assertEquals(List.of(), people());
        enter(session("Ann", null));
        assertEquals(0, challenges, "nobody holds it");
    }
}
