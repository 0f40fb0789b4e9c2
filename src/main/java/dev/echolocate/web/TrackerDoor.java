package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.Kind;
import dev.echolocate.delivery.Plain;
import dev.echolocate.delivery.Reader;
import dev.echolocate.delivery.Tap;
import dev.echolocate.delivery.Via;
import dev.echolocate.feed.Secret;
import dev.echolocate.tracker.Member;
import dev.echolocate.tracker.Position;
import dev.echolocate.tracker.Tracker;
import dev.echolocate.tracker.TrackerProtocol;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Positions. */
abstract class TrackerDoor extends FeedDoor {
    private static final Kind KIND = new Kind("tracker", Via.WEBSOCKET);

    private @Nullable Tracker tracker;
    private volatile @Nullable Member member;

    @Override
    Kind kind() {
        return KIND;
    }

    @Override
    int maxMessage(DoorSettings settings, boolean feedV1) {
        return settings.trackerMaxMessage();
    }

    @Override
    CompletionStage<Opened> open(Handshake handshake, boolean feedV1) throws Unopened {
        String room = room(handshake);
        String since = since(handshake, feedV1);
        String secret = handshake.query().get("secret");
        if (secret != null && !Secret.valid(secret)) {
            throw new Unopened(Secret.RULE);
        }
        Tracker tracker = handshake.doors().tracker();
        this.tracker = tracker;
        Address address = address(handshake);
        Dialect dialect = dialect(handshake, feedV1);
        return tracker.room(room, address).thenApply(board -> {
            Member member = tracker.join(board.again(), address, secret, feedV1, this::challenge);
            this.member = member;
            Tap tap = since == null ? Tap.fresh(board, null, () -> null) : Tap.resume(board, since, () -> null);
            String intro = feedV1 ? TrackerFrames.you(member) : null;
            return new Opened(dialect, intro, List.of(tap), () -> tracker.gone(member));
        });
    }

    private static Dialect dialect(Handshake handshake, boolean feedV1) {
        if (feedV1) {
            return TrackerFrames.feedV1(handshake.doors().tracker(), handshake.room(), handshake.query());
        }
        return "1".equals(handshake.query().get("leaves")) ? Plain.WITH_LEAVES : Plain.DIALECT;
    }

    @Override
    void alive() {
        Member member = this.member;
        if (tracker != null && member != null) {
            tracker.alive(member);
        }
    }

    @Override
    void text(Reader reader, String text) throws BadMessageException {
        Member member = this.member;
        if (tracker != null && member != null) {
            TrackerProtocol.Message message = tracker.decode(text);
            Position position = message.position();
            good();
            if (position == null) {
                writing("a leave", tracker.leave(member, message.id()).thenAccept(this::said));
            } else {
                writing("a position", tracker.report(member, position).thenAccept(this::said));
            }
        }
    }

    @Override
    void binary(Reader reader, byte[] message) throws BadMessageException {
        throw new BadMessageException("bad_message", "the tracker speaks text");
    }
}
