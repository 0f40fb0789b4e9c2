package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.WireText;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Feed;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.LocalEngine;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real engine, with a clock in the hand. */
class ChatTest {
    private static final long START = 1_700_000_000_000L;
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String SECRET = "0123456789abcdef";

    private long now = START;
    private int challenges;
    private final LocalEngine engine =
            new LocalEngine(FeedLimits.of(1 << 24, 100, Duration.ZERO, 100, false), () -> now);
    private final Chat chat = new Chat(engine, () -> now, LIFE, GRACE);
    private final ChatRoom room = room("r");

    private ChatRoom room(String name) {
        return chat.room("r", Address.UNKNOWN).toCompletableFuture().join();
    }

    private void pass(Duration time) {
        now += time.toMillis();
        engine.sweep();
    }

    private ChatMember session(String name, String secret) throws BadMessageException {
        return chat.join(room("r"), Guest.of(null, name, secret), true, () -> challenges++);
    }

    private ChatMember user(String login) throws BadMessageException {
        return chat.join(room("r"), Guest.of(login, null, null), true, () -> challenges++);
    }

    /** A session that has come in with its name. */
    private ChatMember here(String name) throws BadMessageException {
        ChatMember member = session(name, null);
        assertEquals(ChatAnswer.DONE, enter(member));
        return member;
    }

    private ChatMember visit(String name, String secret) throws BadMessageException {
        return chat.visit(room("r"), Guest.of(null, name, secret));
    }

    private ChatAnswer enter(ChatMember member) {
        return chat.enter(member).toCompletableFuture().join();
    }

    private ChatAnswer send(ChatMember member, String json) throws BadMessageException {
        return chat.take(member, ChatProtocol.decode(json))
                .toCompletableFuture()
                .join();
    }

    private ChatAnswer say(ChatMember member, String text) throws BadMessageException {
        return chat.take(member, ChatProtocol.plain(WireText.of(text)))
                .toCompletableFuture()
                .join();
    }

    private ChatAnswer alive(ChatMember member) {
        return chat.alive(member).toCompletableFuture().join();
    }

    /** Who is here, as it is spelled. */
    private List<String> people() throws BadMessageException {
        List<String> people = new ArrayList<>();
        for (Entry entry : entries(room.people())) {
            if (!entry.gone()) {
                people.add(name(entry));
            }
        }
        return people.stream().sorted().toList();
    }

    private static String name(Entry entry) throws BadMessageException {
        return Json.object(Json.parse(entry.item().json()), "").getString("name");
    }

    private List<String> said() throws BadMessageException {
        List<String> said = new ArrayList<>();
        for (Entry entry : entries(room.messages())) {
            JsonObject message = Json.object(Json.parse(entry.item().json()), "");
            said.add(message.getString("name") + ": " + message.getString("text"));
        }
        return said;
    }

    private static List<Entry> entries(Feed feed) {
        Batch batch = feed.read(null, feed.head(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        return batch.entries();
    }

    private long changes() {
        return room.people().head().sequence();
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcde ", "0123456789abcd\u00e9f"})
    void anOddSecretIsRefused(String secret) {
        assertEquals(
                "bad_secret",
                assertThrows(BadMessageException.class, () -> Guest.of(null, "Ann", secret))
                        .code());
    }

    /** Sessions and visits of three owners, each doing anything: names against a map of who must have them. */
    @Test
    void whateverIsDoneEachNameHasOneOwnerWhoIsHere() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            new Model(new Random(seed)).run(60);
        }
    }

    /** Time stands still, so that nobody expires: who has a name is known from what was answered. */
    private final class Model {
        private static final int OWNERS = 3;
        private final Random random;
        private final LocalEngine engine =
                new LocalEngine(FeedLimits.of(1 << 24, 2, Duration.ZERO, 100, false), () -> now);
        private final Chat chat = new Chat(engine, () -> now, LIFE, Duration.ZERO);
        private final ChatRoom room =
                chat.room("r", Address.UNKNOWN).toCompletableFuture().join();
        private final List<ChatMember> sessions = new ArrayList<>();
        private final List<Integer> owners = new ArrayList<>();

        /** Which of the sessions is here as whom, by what it was told. */
        private final Map<Integer, String> names = new TreeMap<>();

        private int messages;

        Model(Random random) {
            this.random = random;
        }

        void run(int steps) throws BadMessageException {
            for (int step = 0; step < steps; step++) {
                step();
                TreeSet<String> expected = new TreeSet<>(names.values());
                TreeSet<String> present = new TreeSet<>();
                Board people = room.people();
                for (Entry entry : entries(people)) {
                    if (!entry.gone()) {
                        present.add(name(entry));
                    }
                }
                assertEquals(expected, present);
                assertEquals(messages, entries(room.messages()).size());
            }
        }

        private void step() throws BadMessageException {
            int which = random.nextInt(8);
            if (which >= sessions.size()) {
                come();
                return;
            }
            ChatMember member = sessions.get(which);
            String now = names.get(which);
            switch (random.nextInt(5)) {
                case 0 -> {
                    String wanted = "n" + random.nextInt(4);
                    boolean free = ownerOf(wanted, owners.get(which));
                    ChatAnswer answer = send(member, "{\"name\":\"" + wanted + "\"}");
                    assertEquals(free ? ChatAnswer.DONE : ChatAnswer.NAME_TAKEN, answer);
                    if (free) {
                        names.put(which, wanted);
                    }
                }
                case 1 -> {
                    if (now != null) {
                        assertEquals(ChatAnswer.DONE, say(member, "hi"));
                        messages++;
                    }
                }
                case 2 -> {
                    send(member, "{\"left\":true}");
                    names.remove(which);
                }
                case 3 -> alive(member);
                default -> {
                    chat.gone(member);
                    names.remove(which);
                    // Its place is taken by another session of the same owner, who is nobody yet.
                    sessions.set(which, join(owners.get(which)));
                }
            }
        }

        private void come() throws BadMessageException {
            int owner = random.nextInt(OWNERS);
            owners.add(owner);
            sessions.add(join(owner));
        }

        private ChatMember join(int owner) throws BadMessageException {
            return chat.join(
                    chat.room("r", Address.UNKNOWN).toCompletableFuture().join(),
                    Guest.of(null, null, SECRET + owner),
                    random.nextBoolean(),
                    () -> {});
        }

        /** Whether nobody has it but this owner. */
        private boolean ownerOf(String wanted, int owner) {
            return names.entrySet().stream()
                    .allMatch(entry -> !entry.getValue().equals(wanted) || owners.get(entry.getKey()) == owner);
        }

        private ChatAnswer send(ChatMember member, String json) throws BadMessageException {
            return chat.take(member, ChatProtocol.decode(json))
                    .toCompletableFuture()
                    .join();
        }

        private ChatAnswer say(ChatMember member, String text) throws BadMessageException {
            return chat.take(member, ChatProtocol.plain(WireText.of(text)))
                    .toCompletableFuture()
                    .join();
        }

        private void alive(ChatMember member) {
            now += 1_000;
            assertEquals(
                    ChatAnswer.DONE, chat.alive(member).toCompletableFuture().join());
        }
    }
}
