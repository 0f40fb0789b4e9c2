package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.WireText;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.delivery.Plain;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.delivery.Via;
import dev.echolocate.feed.Outcome;
import dev.echolocate.feed.Secret;
import dev.echolocate.tracker.Member;
import dev.echolocate.tracker.Tracker;
import dev.echolocate.tracker.TrackerProtocol;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Positions. */
abstract class TrackerSessionEndpoint extends FeedSessionEndpoint {
    private static final SessionKind KIND = new SessionKind("tracker", Via.WEBSOCKET);

    private @Nullable Tracker tracker;
    private volatile @Nullable Member member;

    @Override
    SessionKind kind() {
        return KIND;
    }

    @Override
    int maxMessage(EndpointSettings settings, boolean feedV1) {
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
        Tracker tracker = handshake.services().tracker();
        this.tracker = tracker;
        Address address = address(handshake);
        Dialect dialect = dialect(handshake, feedV1);
        return tracker.room(room, address).thenApply(board -> {
            Member member = tracker.join(board.again(), address, secret, feedV1, this::challenge);
            this.member = member;
            FeedPosition feedPosition = since == null
                    ? FeedPosition.fresh(board, null, () -> null)
                    : FeedPosition.resume(board, since, () -> null);
            String intro = feedV1 ? TrackerFrames.you(member) : null;
            return new Opened(dialect, intro, List.of(feedPosition), () -> tracker.gone(member));
        });
    }

    private static Dialect dialect(Handshake handshake, boolean feedV1) {
        if (feedV1) {
            return TrackerFrames.feedV1(handshake.services().tracker(), handshake.room(), handshake.query());
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
    void text(Subscriber subscriber, WireText text) throws BadMessageException {
        Member member = this.member;
        if (tracker != null && member != null) {
            TrackerProtocol.TrackerMessage message = tracker.decode(text.text());
            good();
            if (!hasRoom(text.heapBytes())) {
                said(Outcome.BUSY);
                return;
            }
            writing("a position", tracker.take(member, message).thenAccept(this::said));
        }
    }

    @Override
    void binary(Subscriber subscriber, byte[] message) throws BadMessageException {
        throw new BadMessageException("bad_message", "the tracker speaks text");
    }
}
