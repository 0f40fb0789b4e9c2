package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Json;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Plain;
import dev.echolocate.delivery.Reader;
import dev.echolocate.delivery.Tap;
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
    /** A trail has some 6 KiB at most. */
    private static final int TRAILS_A_FRAME = 10;

    private @Nullable Tracker tracker;
    private @Nullable Member member;
    private volatile @Nullable Reader reader;

    @Override
    int maxMessage(DoorSettings settings, boolean feedV1) {
        return settings.trackerMaxMessage();
    }

    @Override
    Reader opened(Handshake handshake, WebSocketSink sink, boolean feedV1) throws Refusal {
        String room = room(handshake);
        String since = since(handshake, feedV1);
        String secret = handshake.query().get("secret");
        if (secret != null && !Secret.valid(secret)) {
            throw new Refusal(CloseCode.POLICY, Secret.RULE);
        }
        Tracker tracker = handshake.doors().tracker();
        Handle<Board> board = opened(tracker.room(room));
        Handle<Board> membersOwn = opened(tracker.room(room));
        Member member = tracker.join(room, membersOwn, secret, feedV1, this::challenge);
        this.tracker = tracker;
        this.member = member;
        Tap tap = since == null ? Tap.fresh(board, null, () -> null) : Tap.resume(board, since, () -> null);
        Reader reader = handshake
                .doors()
                .delivery()
                .read(sink, dialect(handshake, feedV1), you(member, feedV1), List.of(tap), () -> tracker.gone(member));
        this.reader = reader;
        return reader;
    }

    private static Dialect dialect(Handshake handshake, boolean feedV1) {
        if (feedV1) {
            return asked(handshake, "trail") ? withTrails(handshake) : FeedV1.DIALECT;
        }
        return asked(handshake, "leaves") ? Plain.WITH_LEAVES : Plain.DIALECT;
    }

    private static Dialect withTrails(Handshake handshake) {
        Tracker tracker = handshake.doors().tracker();
        return FeedV1.withSnapshot(TRAILS_A_FRAME, entry -> tracker.withTrail(handshake.room(), entry));
    }

    private static boolean asked(Handshake handshake, String what) {
        return "1".equals(handshake.query().get(what));
    }

    private static @Nullable String you(Member member, boolean feedV1) {
        return feedV1
                ? "\"you\":{\"id\":" + Json.quote(member.freshId()) + ",\"secret\":" + Json.quote(member.secret()) + "}"
                : null;
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
                tracker.leave(member, message.id()).thenAccept(this::said);
            } else {
                tracker.report(member, position).thenAccept(this::said);
            }
        }
    }

    @Override
    void binary(Reader reader, byte[] message) throws BadMessageException {
        throw new BadMessageException("bad_message", "the tracker speaks text");
    }
}
