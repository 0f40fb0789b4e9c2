package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Enduring;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.Kind;
import dev.echolocate.delivery.Plain;
import dev.echolocate.delivery.Reader;
import dev.echolocate.delivery.Tap;
import dev.echolocate.delivery.Via;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Secret;
import dev.echolocate.tracker.Member;
import dev.echolocate.tracker.Position;
import dev.echolocate.tracker.Tracker;
import dev.echolocate.tracker.TrackerProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positions. */
abstract class TrackerDoor extends FeedDoor {
    private static final Kind KIND = new Kind("tracker", Via.WEBSOCKET);

    private @Nullable Tracker tracker;
    private @Nullable Member member;
    private volatile @Nullable Reader reader;

    @Override
    Kind kind() {
        return KIND;
    }

    @Override
    int maxMessage(DoorSettings settings, boolean feedV1) {
        return settings.trackerMaxMessage();
    }

    @Override
    Reader opened(Handshake handshake, WebSocketSink sink, boolean feedV1) throws Unopened {
        String room = room(handshake);
        String since = since(handshake, feedV1);
        String secret = handshake.query().get("secret");
        if (secret != null && !Secret.valid(secret)) {
            throw new Unopened(Secret.RULE);
        }
        Tracker tracker = handshake.doors().tracker();
        Address address = address(handshake);
        Handle<Board> board = opened(tracker.room(room, address));
        Member member = tracker.join(room, board.again(), address, secret, feedV1, this::challenge);
        this.tracker = tracker;
        this.member = member;
        Tap tap = since == null ? Tap.fresh(board, null, () -> null) : Tap.resume(board, since, () -> null);
        Reader reader = handshake
                .doors()
                .delivery()
                .read(
                        sink,
                        dialect(handshake, feedV1),
                        feedV1 ? TrackerFrames.you(member) : null,
                        List.of(tap),
                        () -> tracker.gone(member));
        this.reader = reader;
        return reader;
    }

    private static Dialect dialect(Handshake handshake, boolean feedV1) {
        if (feedV1) {
            return TrackerFrames.feedV1(handshake.doors().tracker(), handshake.room(), handshake.query());
        }
        return "1".equals(handshake.query().get("leaves")) ? Plain.WITH_LEAVES : Plain.DIALECT;
    }

    private void challenge() {
        Reader reader = this.reader;
        if (reader != null) {
            reader.challenge();
        }
    }

    @Override
    void alive() {
        if (tracker != null && member != null) {
            tracker.alive(member);
        }
    }

    @Override
    void text(Reader reader, String text) throws BadMessageException {
        if (tracker != null && member != null) {
            TrackerProtocol.Message message = tracker.decode(text);
            Position position = message.position();
            if (position == null) {
                Enduring.stage("a leave", tracker.leave(member, message.id()).thenAccept(this::said));
            } else {
                Enduring.stage("a position", tracker.report(member, position).thenAccept(this::said));
            }
        }
    }

    @Override
    void binary(Reader reader, byte[] message) throws BadMessageException {
        throw new BadMessageException("bad_message", "the tracker speaks text");
    }
}
