package dev.echolocate.web;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.WireText;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Plain;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.delivery.Via;
import dev.echolocate.feed.Cursor;
import dev.echolocate.feed.Handle;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Log;
import dev.echolocate.feed.Outcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Each message goes to every session of the channel, the sender's too. */
abstract class BroadcastSessionEndpoint extends FeedSessionEndpoint {
    private static final SessionKind KIND = new SessionKind("broadcast", Via.WEBSOCKET);

    private volatile @Nullable Log log;
    private boolean feedV1;

    @Override
    SessionKind kind() {
        return KIND;
    }

    @Override
    int maxMessage(EndpointSettings settings, boolean feedV1) {
        return settings.broadcastMaxFrame(feedV1);
    }

    @Override
    CompletionStage<Opened> open(Handshake handshake, boolean feedV1) throws Unopened {
        String channel = room(handshake);
        String since = since(handshake, feedV1);
        this.feedV1 = feedV1;
        CompletionStage<@Nullable Cursor> start = handshake.start();
        CompletionStage<Handle<Log>> opening = handshake.services().broadcast().channel(channel, address(handshake));
        return start == null
                ? opening.thenApply(open -> opened(open, since, null))
                : opening.thenCombine(start, (open, from) -> opened(open, since, from));
    }

    private Opened opened(Handle<Log> handle, @Nullable String since, @Nullable Cursor from) {
        Log log = handle.feed();
        this.log = log;
        FeedPosition feedPosition = Broadcast.feedPosition(handle, from == null ? handle.from() : from, since);
        return new Opened(feedV1 ? FeedV1.DIALECT : Plain.DIALECT, null, List.of(feedPosition), () -> {});
    }

    /**
     * Where a channel stood when its handshake came, by a look at it that is over at once: the channel idles for longer than a
     * handshake takes, and keeps its epoch. Where there is none yet, whatever comes first comes after.
     */
    static CompletionStage<@Nullable Cursor> start(CompletionStage<Handle<Log>> looking) {
        return looking.<@Nullable Cursor>thenApply(channel -> {
                    channel.close();
                    return channel.from();
                })
                .exceptionally(full -> null);
    }

    @Override
    void text(Subscriber subscriber, WireText message) throws BadMessageException {
        Item item = feedV1 ? Broadcast.decode(message.text()) : Broadcast.text(message);
        int limit = handshake().services().settings().broadcastMaxMessage();
        if (item.length() > limit) {
            tooBig(limit);
        } else {
            publish(item);
        }
    }

    @Override
    void binary(Subscriber subscriber, byte[] message) throws BadMessageException {
        if (feedV1) {
            throw new BadMessageException("bad_message", "feed.v1 is text: send {\"binary\": <base64>}");
        }
        publish(Broadcast.binary(message));
    }

    private void publish(Item item) throws BadMessageException {
        Log log = this.log;
        if (log != null) {
            good();
            if (!hasRoom(item.size())) {
                said(Outcome.BUSY);
                return;
            }
            writing("a message", log.append(item, address(handshake())).thenAccept(this::said));
        }
    }
}
