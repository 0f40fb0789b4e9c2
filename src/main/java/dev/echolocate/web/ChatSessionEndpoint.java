package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.WireText;
import dev.echolocate.chat.Chat;
import dev.echolocate.chat.ChatAnswer;
import dev.echolocate.chat.ChatMember;
import dev.echolocate.chat.ChatProtocol;
import dev.echolocate.chat.ChatRoom;
import dev.echolocate.chat.Guest;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Plain;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.delivery.Via;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who is here, and what they say. */
abstract class ChatSessionEndpoint extends FeedSessionEndpoint {
    private static final SessionKind KIND = new SessionKind("chat", Via.WEBSOCKET);

    private @Nullable Chat chat;
    private volatile @Nullable ChatMember member;
    private boolean feedV1;

    @Override
    SessionKind kind() {
        return KIND;
    }

    @Override
    int maxMessage(EndpointSettings settings, boolean feedV1) {
        return EndpointSettings.CHAT_MAX_MESSAGE;
    }

    @Override
    CompletionStage<Opened> open(Handshake handshake, boolean feedV1) throws Unopened {
        String room = room(handshake);
        String since = since(handshake, feedV1);
        Guest guest = guest(handshake, handshake.query().get("secret"));
        Chat chat = handshake.services().chat();
        this.chat = chat;
        this.feedV1 = feedV1;
        return chat.room(room, address(handshake)).thenCompose(open -> enter(chat, open, guest, since));
    }

    /** Before the first frame: it says who one is. */
    private CompletionStage<Opened> enter(Chat chat, ChatRoom room, Guest guest, @Nullable String since) {
        ChatMember member = chat.join(room.again(), guest, feedV1, this::challenge);
        return chat.enter(member)
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        chat.gone(member);
                        room.close();
                    }
                })
                .thenApply(answer -> {
                    this.member = member;
                    return new Opened(
                            feedV1 ? FeedV1.DIALECT : Plain.WITH_LEAVES,
                            feedV1 ? member.you() : null,
                            room.feedPositions(since),
                            subscriber -> tell(subscriber, answer, null),
                            () -> chat.gone(member));
                });
    }

    /** Who comes, by what the handshake says. */
    static Guest guest(Handshake handshake, @Nullable String secret) throws Unopened {
        try {
            return Guest.of(handshake.peer().user(), handshake.query().get("name"), secret);
        } catch (BadMessageException e) {
            throw new Unopened(e.getMessage());
        }
    }

    @Override
    void alive() {
        Subscriber subscriber = subscriber();
        ChatMember member = this.member;
        if (chat != null && member != null && subscriber != null) {
            writing("a sign of life", chat.alive(member).thenAccept(answer -> tell(subscriber, answer, null)));
        }
    }

    @Override
    void text(Subscriber subscriber, WireText text) throws BadMessageException {
        ChatMember member = this.member;
        if (chat != null && member != null) {
            ChatProtocol.ChatMessage message = feedV1 ? ChatProtocol.decode(text.text()) : ChatProtocol.plain(text);
            if (!hasRoom(text.heapBytes())) {
                tell(subscriber, ChatAnswer.BUSY, message.ref());
                return;
            }
            writing(
                    "a message",
                    chat.take(member, message).thenAccept(answer -> answered(subscriber, answer, message)));
        }
    }

    private void answered(Subscriber subscriber, ChatAnswer answer, ChatProtocol.ChatMessage message) {
        tell(subscriber, answer, message.ref());
        if (answer.mistake()) {
            wrong(subscriber);
        } else {
            good();
        }
    }

    private void tell(Subscriber subscriber, ChatAnswer answer, @Nullable String ref) {
        if (answer != ChatAnswer.DONE) {
            count(answer.refusal());
            error(subscriber, answer.code(), answer.message(), ref);
        }
    }

    @Override
    void binary(Subscriber subscriber, byte[] message) throws BadMessageException {
        throw new BadMessageException("bad_message", "the chat speaks text");
    }
}
