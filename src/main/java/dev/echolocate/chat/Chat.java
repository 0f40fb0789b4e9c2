package dev.echolocate.chat;

import dev.echolocate.base.Address;
import dev.echolocate.feed.Engine;
import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.presence.Claims;
import dev.echolocate.presence.Proposal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is here, and what is said. A name is a claim on a key of the room's Board, so it is unique on all nodes; only who is here
 * under its name says something. Thread-safe; stages never fail, but those that open.
 */
public final class Chat {
    private static final String PEOPLE = "chat/people/";
    private static final String MESSAGES = "chat/messages/";

    private final Engine engine;
    private final LongSupplier epochMillis;
    private final Claims claims;

    /**
     * @param epochMillis the time of day
     * @param life how long a name lives that no living session, and no visit, renews
     * @param grace how long a name stays reserved after its session is gone
     */
    public Chat(Engine engine, LongSupplier epochMillis, Duration life, Duration grace) {
        this.engine = engine;
        this.epochMillis = epochMillis;
        this.claims = new Claims(engine, epochMillis, life, grace);
    }

    /**
     * Opens a room; close it.
     *
     * @param address of who comes: what is new, and what it writes, is counted to it
     */
    public CompletionStage<ChatRoom> room(String name, Address address) {
        return Handle.with(
                engine.board(PEOPLE + name, address),
                () -> engine.log(MESSAGES + name, address),
                (people, messages) -> new ChatRoom(name, address, people, messages));
    }

    /** A room for somebody who looks once: where nobody uses it, nothing is made. Close it. */
    public CompletionStage<ChatRoom> existing(String name) {
        return Handle.with(
                engine.existingBoard(PEOPLE + name),
                () -> engine.existingLog(MESSAGES + name),
                (people, messages) -> new ChatRoom(name, Address.UNKNOWN, people, messages));
    }

    /**
     * A session comes. It is not here before it has said so ({@link #enter}, {@link #take}).
     *
     * @param room closed when the member is gone
     * @param reserve whether its name stays reserved for the grace time when it is gone
     * @param challenge asks the session for a sign of life; it ends if none comes
     */
    public ChatMember join(ChatRoom room, Guest guest, boolean reserve, Runnable challenge) {
        return new ChatMember(
                room, guest, claims.session(room.peopleAgain(), room.address(), guest.proof(), reserve, challenge));
    }

    /**
     * A request comes that is no session. Who came in by it is here until the life of its name is over, or until the next
     * visit of the same guest renews or ends it.
     *
     * @param room closed when the member is gone; nobody leaves by that
     */
    public ChatMember visit(ChatRoom room, Guest guest) {
        return new ChatMember(room, guest, claims.visit(room.peopleAgain(), room.address(), guest.proof()));
    }

    /** A guest that brought a name comes in with it; one without is DONE at once. */
    public CompletionStage<ChatAnswer> enter(ChatMember member) {
        return member.guest.name() == null
                ? CompletableFuture.completedFuture(ChatAnswer.DONE)
                : member.turns.next(() -> stay(member), ChatAnswer.BUSY);
    }

    /**
     * Does what a member said. One member's messages keep their order.
     */
    public CompletionStage<ChatAnswer> take(ChatMember member, ChatProtocol.ChatMessage message) {
        return member.turns.next(
                () -> switch (message.kind()) {
                    case TEXT -> say(member, message);
                    case NAME -> rename(member, message.name());
                    case HERE -> stay(member);
                    case LEFT -> leave(member);
                },
                ChatAnswer.BUSY);
    }

    private static CompletionStage<ChatAnswer> rename(ChatMember member, @Nullable ChatName chosen) {
        ChatName login = member.guest.isUser() ? member.guest.name() : null;
        if (chosen == null || (login != null && !login.isSameAs(chosen))) {
            return CompletableFuture.completedFuture(ChatAnswer.NAME_FIXED);
        }
        return come(member, login == null ? chosen : login);
    }

    private CompletionStage<ChatAnswer> say(ChatMember member, ChatProtocol.ChatMessage message) {
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
    private static CompletionStage<ChatAnswer> stay(ChatMember member) {
        ChatName name = member.name();
        if (name == null) {
            return CompletableFuture.completedFuture(ChatAnswer.NAME_NEEDED);
        }
        if (!member.isPresent() || member.claimant.isVisit()) {
            return come(member, name);
        }
        return member.claimant.stay(name.key()).thenApply(outcome -> {
            ChatAnswer answer = ChatAnswer.of(outcome);
            // What is not known is only whether its life was renewed.
            return answer == ChatAnswer.UNKNOWN ? ChatAnswer.UNAVAILABLE : answer;
        });
    }

    /** Comes in with a name, and is no longer who it was. */
    private static CompletionStage<ChatAnswer> come(ChatMember member, ChatName name) {
        boolean present = member.isPresent();
        return member.claimant.put(name.key(), before -> draft(name, before)).thenCompose(outcome -> {
            ChatAnswer answer = ChatAnswer.of(outcome);
            if (answer == ChatAnswer.NAME_TAKEN) {
                member.lose(name);
            }
            ChatName former = answer == ChatAnswer.DONE ? member.enter(name, present) : null;
            return former == null || former.isSameAs(name)
                    ? CompletableFuture.completedFuture(answer)
                    : member.claimant.leave(former.key()).thenApply(left -> answer);
        });
    }

    /** Who is here already in this spelling tells nothing new. */
    private static Proposal.Change draft(ChatName name, @Nullable Entry before) {
        Item here = ChatProtocol.here(name);
        boolean respelled = before != null && !before.item().json().equals(here.json());
        long version = before == null ? 0 : before.version() + (respelled ? 1 : 0);
        return new Proposal.Change(version, here, ChatProtocol.left(name), true);
    }

    private static CompletionStage<ChatAnswer> leave(ChatMember member) {
        ChatName name = member.leave();
        return name == null
                ? CompletableFuture.completedFuture(ChatAnswer.DONE)
                : member.claimant.leave(name.key()).thenApply(outcome -> {
                    ChatAnswer answer = ChatAnswer.of(outcome);
                    if (answer != ChatAnswer.DONE && answer != ChatAnswer.NAME_TAKEN) {
                        member.stays(name);
                    }
                    // Whoever has the name, it isn't this one.
                    return answer == ChatAnswer.NAME_TAKEN ? ChatAnswer.DONE : answer;
                });
    }

    /**
     * What a member is called that does something beside the chat: its name, where it is here under one, or has a login; else what it
     * says, unless somebody is here under that; or null.
     *
     * @param said as people are called, or null
     */
    public CompletionStage<@Nullable String> called(ChatMember member, @Nullable String said) {
        ChatName name = member.name();
        if (name != null && (member.guest.isUser() || member.isPresent())) {
            return CompletableFuture.completedFuture(name.text());
        }
        if (name == null || !member.claimant.isVisit()) {
            return CompletableFuture.completedFuture(member.room.unlessTaken(said));
        }
        return member.claimant.renew(name.key()).thenApply(here -> here ? name.text() : member.room.unlessTaken(said));
    }

    /** The session has given a sign of life: its name lives on, or is somebody else's by now. */
    public CompletionStage<ChatAnswer> alive(ChatMember member) {
        return member.claimant.alive().thenApply(lost -> lost.isEmpty() ? ChatAnswer.DONE : ChatAnswer.NAME_TAKEN);
    }

    /** The session is over, or the visit is. Idempotent. */
    public void gone(ChatMember member) {
        member.end();
    }
}
