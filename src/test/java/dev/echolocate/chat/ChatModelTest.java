package dev.echolocate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.WireText;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.LocalEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sessions and visits of three owners, each doing anything: names against a map of who must have them. */
class ChatModelTest extends ChatFixture {
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
