package dev.echolocate.chat;

import dev.echolocate.base.Address;
import dev.echolocate.base.Enduring;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Log;
import dev.echolocate.feed.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is here, and what is said. A name is a key of the room's Board, owned by who proves it, so it is unique on all nodes;
 * only who is here under its name says something. Thread-safe.
 */
public final class Chat {
    /** Signs of life that are closer together than this count once: below the shortest interval of pings. */
    private static final long RENEWAL_MILLIS = 500;

    private static final String PEOPLE = "chat/people/";
    private static final String MESSAGES = "chat/messages/";

    private final Engine engine;
    private final LongSupplier epochMillis;
    private final Duration life;
    private final Duration grace;
    private final Holders holders = new Holders();

    /**
     * @param epochMillis the time of day
     * @param life how long a name lives that no living session, and no visit, renews
     * @param grace how long a name stays reserved after its session is gone
     */
    public Chat(Engine engine, LongSupplier epochMillis, Duration life, Duration grace) {
        this.engine = engine;
        this.epochMillis = epochMillis;
        this.life = life;
        this.grace = grace;
    }

    /**
     * Opens a room; close it.
     *
     * @param address of who comes: what is new, and what it writes, is counted to it
     */
    public CompletionStage<ChatRoom> room(String name, Address address) {
        return open(name, address, engine.board(PEOPLE + name, address), () -> engine.log(MESSAGES + name, address));
    }

    /** A room for somebody who looks once: where nobody uses it, nothing is made. Close it. */
    public CompletionStage<ChatRoom> existing(String name) {
        return open(
                name, Address.UNKNOWN, engine.existingBoard(PEOPLE + name), () -> engine.existingLog(MESSAGES + name));
    }

    private static CompletionStage<ChatRoom> open(
            String name,
            Address address,
            CompletionStage<Handle<Board>> opening,
            Supplier<CompletionStage<Handle<Log>>> next) {
        return opening.thenCompose(people -> next.get()
                .whenComplete((messages, failure) -> {
                    if (failure != null) {
                        people.close();
                    }
                })
                .thenApply(messages -> new ChatRoom(name, address, people, messages)));
    }

    /**
     * A session comes. It is not here before it has said so ({@link #enter}, {@link #take}).
     *
     * @param room closed when the member is gone
     * @param reserve whether its name stays reserved for the grace time when it is gone
     * @param challenge asks the session for a sign of life; it ends if none comes
     */
    public ChatMember join(ChatRoom room, Guest guest, boolean reserve, Runnable challenge) {
        return new ChatMember(room, guest, reserve ? grace : Duration.ZERO, challenge);
    }

    /**
     * A request comes that is no session. Who came in by it is here until the life of its name is over, or until the next
     * visit of the same guest renews or ends it.
     *
     * @param room closed when the member is gone; nobody leaves by that
     */
    public ChatMember visit(ChatRoom room, Guest guest) {
        return new ChatMember(room, guest, life, null);
    }

    /** A guest that brought a name comes in with it; one without is DONE at once. */
    public CompletionStage<ChatAnswer> enter(ChatMember member) {
        return member.guest.name() == null
                ? CompletableFuture.completedFuture(ChatAnswer.DONE)
                : member.turns.next(() -> stay(member));
    }

    /**
     * Does what a member said. One member's messages keep their order.
     *
     * @return never fails
     */
    public CompletionStage<ChatAnswer> take(ChatMember member, ChatProtocol.Message message) {
        return member.turns.next(() -> switch (message.kind()) {
            case TEXT -> say(member, message);
            case NAME -> rename(member, message.name());
            case HERE -> stay(member);
            case LEFT -> leave(member);
        });
    }

    private CompletionStage<ChatAnswer> rename(ChatMember member, @Nullable ChatName chosen) {
        ChatName login = member.guest.isUser() ? member.guest.name() : null;
        if (chosen == null || (login != null && !login.isSameAs(chosen))) {
            return CompletableFuture.completedFuture(ChatAnswer.NAME_FIXED);
        }
        return come(member, login == null ? chosen : login);
    }

    private CompletionStage<ChatAnswer> say(ChatMember member, ChatProtocol.Message message) {
        return stay(member).thenCompose(answer -> {
            ChatName name = member.name();
            if (answer != ChatAnswer.DONE || name == null) {
                return CompletableFuture.completedFuture(answer);
            }
            long now = epochMillis.getAsLong();
            return member.room
                    .messages()
                    .append(ChatProtocol.said(name, message.text(), now, message.ref()), member.room.address())
                    .thenApply(ChatAnswer::of);
        });
    }

    /** Is here for another life under the name that it has; comes in again where it had to go meanwhile. */
    private CompletionStage<ChatAnswer> stay(ChatMember member) {
        ChatName name = member.name();
        if (name == null) {
            return CompletableFuture.completedFuture(ChatAnswer.NAME_NEEDED);
        }
        if (!member.isPresent()) {
            return come(member, name);
        }
        return member.room
                .people()
                .keep(List.of(name.key()), member.owner, life)
                .thenCompose(kept ->
                        kept == Outcome.DONE ? CompletableFuture.completedFuture(ChatAnswer.DONE) : come(member, name));
    }

    /** Comes in with a name, and is no longer who it was. */
    private CompletionStage<ChatAnswer> come(ChatMember member, ChatName name) {
        return put(member, name).thenApply(outcome -> came(member, name, outcome));
    }

    private CompletionStage<Outcome> put(ChatMember member, ChatName name) {
        Board people = member.room.people();
        Entry entry = people.get(name.key());
        long now = epochMillis.getAsLong();
        ChatProtocol.Person there = entry == null || entry.gone() ? null : ChatProtocol.person(entry.item());
        // Who is here already in this spelling tells nothing new: its first version is its last.
        boolean respelled = there != null && !there.name().equals(name.text());
        long joined = there == null ? now : there.joined();
        return people.put(
                name.key(),
                member.owner,
                respelled ? now : 0,
                life,
                ChatProtocol.here(name, joined),
                ChatProtocol.left(name));
    }

    private ChatAnswer came(ChatMember member, ChatName name, Outcome outcome) {
        ChatAnswer answer = ChatAnswer.of(outcome);
        if (answer == ChatAnswer.DONE) {
            came(member, name);
        } else if (answer == ChatAnswer.NAME_TAKEN) {
            String place = member.room.place(name);
            if (member.lose(name)) {
                holders.remove(place, member);
            }
            holders.at(place).forEach(ChatMember::challenge);
        }
        return answer;
    }

    private void came(ChatMember member, ChatName name) {
        ChatMember.Entrance entrance;
        synchronized (member) {
            entrance = member.enter(name);
            if (entrance.in() && !member.isVisit()) {
                holders.add(member.room.place(name), member);
            }
        }
        ChatName before = entrance.before();
        if (!entrance.in()) {
            // The session has ended meanwhile, on another thread: nobody would ever let go of the name.
            letGo(member, name, member.grace);
        } else if (before != null && !before.isSameAs(name)) {
            letGo(member, before, Duration.ZERO);
        }
    }

    private CompletionStage<ChatAnswer> leave(ChatMember member) {
        ChatName name = member.leave();
        if (name != null) {
            letGo(member, name, Duration.ZERO);
        }
        return CompletableFuture.completedFuture(ChatAnswer.DONE);
    }

    /** Gives a name up, unless another session of its owner lives under it on this node: then that one has it. */
    private void letGo(ChatMember member, ChatName name, Duration reserved) {
        String place = member.room.place(name);
        ChatMember heir = holders.remove(place, member);
        if (heir == null) {
            member.room.people().keep(List.of(name.key()), member.owner, reserved);
            return;
        }
        // It may be one whose connection is long gone.
        heir.challenge();
        ChatName own = heir.name();
        Enduring.stage(
                "an inheritance",
                put(heir, own != null && own.isSameAs(name) ? own : name).thenAccept(outcome -> {
                    if (!holders.has(place, heir)) {
                        heir.room.people().keep(List.of(name.key()), heir.owner, heir.grace);
                    }
                }));
    }

    /** The session has given a sign of life: its name lives on, or is somebody else's by now. */
    public CompletionStage<ChatAnswer> alive(ChatMember member) {
        // Not at each of a flood of pongs that nobody asked for.
        long now = epochMillis.getAsLong();
        boolean early = now >= member.renewed && now - member.renewed < RENEWAL_MILLIS;
        if (early || !member.isPresent()) {
            return CompletableFuture.completedFuture(ChatAnswer.DONE);
        }
        member.renewed = now;
        return member.turns.next(
                () -> member.isPresent() ? stay(member) : CompletableFuture.completedFuture(ChatAnswer.DONE));
    }

    /** The session is over, or the visit is. Idempotent. */
    public void gone(ChatMember member) {
        ChatName name = member.end();
        if (name != null) {
            letGo(member, name, member.grace);
        }
        member.room.close();
    }
}
