package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.base.WireText;
import dev.echolocate.chat.ChatAnswer;
import dev.echolocate.chat.ChatProtocol;
import dev.echolocate.chat.Guest;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.delivery.Via;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Secret;
import dev.echolocate.place.PlaceProtocol;
import dev.echolocate.tracker.TrackerProtocol;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A room as one: its map, its people and what they say. Only {@code feed.v1} can say whose an item is. */
@ServerEndpoint(value = "/room/{room}", configurator = RoomEndpoint.RoomConfigurator.class)
public final class RoomEndpoint extends FeedSessionEndpoint {
    private static final SessionKind KIND = new SessionKind("room", Via.WEBSOCKET);

    private @Nullable Rooms rooms;
    private volatile @Nullable RoomMember member;

    /** Whoever comes is told all that is there, so nothing needs to be noted before the 101. */
    public static final class RoomConfigurator extends FeedConfigurator {}

    @Override
    SessionKind kind() {
        return KIND;
    }

    @Override
    int maxMessage(EndpointSettings settings, boolean feedV1) {
        return settings.roomMaxMessage();
    }

    @Override
    CompletionStage<Opened> open(Handshake handshake, boolean feedV1) throws Unopened {
        String name = room(handshake);
        if (!feedV1) {
            throw new Unopened("a room speaks the subprotocol " + FeedV1.SUBPROTOCOL + " alone: offer it");
        }
        String since = since(handshake, true);
        String brought = handshake.query().get("secret");
        String secret = brought == null ? Secret.random().text() : brought;
        Guest guest = ChatSessionEndpoint.guest(handshake, secret);
        Rooms rooms = handshake.services().rooms();
        this.rooms = rooms;
        Dialect dialect = rooms.dialect(name, handshake.query());
        return rooms.room(name, address(handshake)).thenCompose(open -> {
            RoomMember member = rooms.join(open, name, address(handshake), guest, secret, this::challenge);
            return rooms.enter(member)
                    .whenComplete((answer, failure) -> {
                        if (failure != null) {
                            rooms.gone(member);
                            open.close();
                        }
                    })
                    .thenApply(answer -> {
                        this.member = member;
                        return new Opened(
                                dialect,
                                member.you(),
                                open.feedPositions(since),
                                subscriber -> tell(subscriber, RoomPart.PEOPLE, WriteError.of(answer), null),
                                () -> rooms.gone(member));
                    });
        });
    }

    @Override
    void alive() {
        Subscriber subscriber = subscriber();
        RoomMember member = this.member;
        if (rooms != null && member != null && subscriber != null) {
            writing(
                    "a sign of life",
                    rooms.alive(member)
                            .thenAccept(answer -> tell(subscriber, RoomPart.PEOPLE, WriteError.of(answer), null)));
        }
    }

    @Override
    void text(Subscriber subscriber, WireText text) throws BadMessageException {
        RoomMember member = this.member;
        if (rooms == null || member == null) {
            return;
        }
        RoomMessage message = RoomMessage.decode(text.text());
        try {
            switch (message.part()) {
                case MAP -> move(rooms, member, subscriber, message, text.heapBytes());
                case PLACE -> meet(rooms, member, subscriber, message, text.heapBytes());
                case PEOPLE, CHAT -> say(rooms, member, subscriber, message, text.heapBytes());
            }
        } catch (BadMessageException e) {
            throw e.of(message.part().word());
        }
    }

    private void move(Rooms rooms, RoomMember member, Subscriber subscriber, RoomMessage message, long bytes)
            throws BadMessageException {
        TrackerProtocol.TrackerMessage said = rooms.tracker().decode(message.body());
        good();
        if (!hasRoom(bytes)) {
            tell(subscriber, message.part(), WriteError.of(Outcome.BUSY), null);
            return;
        }
        writing(
                "a position",
                rooms.tracker()
                        .take(member.mover(), said)
                        .thenAccept(outcome -> tell(subscriber, message.part(), WriteError.of(outcome), null)));
    }

    private void meet(Rooms rooms, RoomMember member, Subscriber subscriber, RoomMessage message, long bytes)
            throws BadMessageException {
        PlaceProtocol.PlaceMessage said = PlaceProtocol.decode(message.body());
        good();
        if (!hasRoom(bytes)) {
            tell(subscriber, message.part(), WriteError.of(Outcome.BUSY), null);
            return;
        }
        try {
            handshake().services().admission().place(member.address());
        } catch (Refused refused) {
            tell(subscriber, message.part(), WriteError.of(refused), null);
            return;
        }
        writing(
                "a meeting point",
                rooms.meet(member, said)
                        .thenAccept(outcome -> tell(subscriber, message.part(), WriteError.ofPlace(outcome), null)));
    }

    private void say(Rooms rooms, RoomMember member, Subscriber subscriber, RoomMessage message, long bytes)
            throws BadMessageException {
        ChatProtocol.ChatMessage said = message.chat();
        if (!hasRoom(bytes)) {
            tell(subscriber, message.part(), WriteError.of(ChatAnswer.BUSY), said.ref());
            return;
        }
        writing("a message", rooms.chat().take(member.guest(), said).thenAccept(answer -> {
            tell(subscriber, message.part(), WriteError.of(answer), said.ref());
            if (answer.mistake()) {
                wrong(subscriber);
            } else {
                good();
            }
        }));
    }

    private void tell(Subscriber subscriber, RoomPart part, @Nullable WriteError why, @Nullable String ref) {
        if (why != null) {
            count(why.refusal());
            BadMessageException error = new BadMessageException(why.code(), why.message())
                    .about(ref)
                    .of(part.word());
            subscriber.reply(Frame.text(Json.error(error)));
        }
    }

    @Override
    void binary(Subscriber subscriber, byte[] message) throws BadMessageException {
        throw new BadMessageException("bad_message", "a room speaks text");
    }

    @Override
    @OnOpen
    public void onOpen(Session session, EndpointConfig config) {
        super.onOpen(session, config);
    }

    @Override
    @OnMessage
    public void onText(String part, boolean last) {
        super.onText(part, last);
    }

    @Override
    @OnMessage
    public void onBinary(ByteBuffer part, boolean last) {
        super.onBinary(part, last);
    }

    @Override
    @OnMessage
    public void onPong(PongMessage pong) {
        super.onPong(pong);
    }

    @Override
    @OnClose
    public void onClose() {
        super.onClose();
    }

    @Override
    @OnError
    public void onError(Throwable why) {
        super.onError(why);
    }
}
