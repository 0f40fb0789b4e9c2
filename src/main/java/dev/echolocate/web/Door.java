package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Json;
import dev.echolocate.base.Refusal;
import dev.echolocate.delivery.Delivery;
import dev.echolocate.delivery.Ending;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Kind;
import dev.echolocate.delivery.Reader;
import dev.echolocate.feed.Outcome;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What every endpoint does: opens, gathers whole messages, tells the sender what it got wrong, and ends. One instance a
 * session; the container calls it on one thread at a time.
 *
 * <p>The endpoints repeat the six methods from {@link #onOpen} on, with their annotations: Open Liberty finds only those
 * that the endpoint's own class declares.
 */
public abstract class Door {
    /** More bad messages in a row end the session. */
    private static final int MAX_BAD = 20;

    /** Tomcat's own names: without them, its close waits 20 s behind a send that has stalled. */
    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final long TOMCAT_SEND_TIMEOUT_MILLIS = 2_000;

    private static final Logger LOG = System.getLogger(Door.class.getName());

    private @Nullable Handshake handshake;
    private @Nullable Reader reader;
    private @Nullable Gatherer gatherer;
    private @Nullable Speed speed;
    private Brake brake = new Brake(Transport.NONE);
    private final AtomicInteger bad = new AtomicInteger();

    /** Null where nothing waits for the session to be open. */
    private @Nullable EarlyMessages early;

    Door() {}

    /** The session begins: returns its reader, or says why not. */
    abstract Reader opened(Handshake handshake, WebSocketSink sink, boolean feedV1) throws Unopened;

    /** Does what it says, and calls {@link #good} or {@link #wrong} when it knows which. */
    abstract void text(Reader reader, String message) throws BadMessageException;

    abstract void binary(Reader reader, byte[] message) throws BadMessageException;

    /** From now on messages wait. */
    final void wait(EarlyMessages early) {
        this.early = early;
    }

    /** More has come than can wait until the session is open. */
    void tooEarly() {}

    /** A sign of life was asked for, and has come. */
    void alive() {}

    /** What its sessions are for. */
    abstract Kind kind();

    /** Bytes of a message. */
    abstract int maxMessage(DoorSettings settings, boolean feedV1);

    /** A session that can't begin, and is closed with why. */
    static final class Unopened extends Exception {
        final int code;
        final Refusal reason;

        /** It asks for what there is not. */
        Unopened(String message) {
            this(CloseCode.POLICY, Refusal.MALFORMED, message);
        }

        Unopened(int code, Refusal reason, String message) {
            super(message, null, false, false);
            this.code = code;
            this.reason = reason;
        }
    }

    public void onOpen(Session session, EndpointConfig config) {
        Handshake handshake = Handshake.of(session, config);
        if (handshake == null) {
            LOG.log(Level.WARNING, "this container does not tell of its requests: no session can begin");
            new WebSocketSink(session, Transport.NONE, kind(), Address.UNKNOWN, Runnable::run)
                    .close(CloseCode.SERVER_ERROR, "no handshake");
            return;
        }
        // Never. 0 says so, too, but Tyrus then makes a task on a timer at every message.
        session.setMaxIdleTimeout(-1);
        session.getUserProperties().put(TOMCAT_SEND_TIMEOUT, TOMCAT_SEND_TIMEOUT_MILLIS);
        Address address = handshake.address();
        Delivery delivery = handshake.doors().delivery();
        DoorSettings settings = handshake.doors().settings();
        boolean feedV1 = FeedV1.SUBPROTOCOL.equals(session.getNegotiatedSubprotocol());
        WebSocketSink sink =
                new WebSocketSink(session, handshake.transport(), kind(), address, delivery.blocking(address));
        if (delivery.isStopped()) {
            // Its handshake was written before, and nobody is left to close it but this thread.
            sink.close(CloseCode.GOING_AWAY, "the server stops");
            return;
        }
        this.handshake = handshake;
        this.gatherer = new Gatherer(
                maxMessage(settings, feedV1), handshake.doors().gathering().open(address), delivery::millis);
        this.brake = new Brake(handshake.transport());
        this.speed = settings.rateMessages() == 0 ? null : new Speed(settings.rateMessages(), delivery.millis());
        begin(handshake, sink, feedV1);
        this.handshake = handshake.settled(session, config);
    }

    /** A place among the sessions is taken before, and given back with the reader's end. */
    private void begin(Handshake handshake, WebSocketSink sink, boolean feedV1) {
        Budget.Share place = null;
        Reader reader = null;
        try {
            // Where no filter precedes the handshake.
            handshake.doors().admission().offered("/" + kind().service() + "/" + handshake.room(), handshake.query());
            place = handshake.doors().admission().session(handshake.peer());
            reader = opened(handshake, sink, feedV1);
            reader.watch(this::late);
        } catch (Refused refused) {
            reader = handshake.doors().delivery().refuse(sink, refused.closeCode(), refused.message());
        } catch (Unopened unopened) {
            count(unopened.reason);
            reader = handshake.doors().delivery().refuse(sink, unopened.code, String.valueOf(unopened.getMessage()));
        } catch (RuntimeException | Error e) {
            Enduring.survived(LOG, "a session could not begin", e);
            sink.close(CloseCode.SERVER_ERROR, "a fault of ours");
        }
        this.reader = reader;
        if (place != null && reader != null) {
            reader.whenOver(place::close);
        } else if (place != null) {
            place.close();
        }
    }

    /** On the timer's thread: in what words a message that was begun is late, or null. */
    private @Nullable String late(long now) {
        Gatherer gatherer = this.gatherer;
        if (gatherer == null) {
            return null;
        }
        String late = gatherer.late(now, brake.isOn());
        return late != null ? late : handshake().transport().late(brake.isOn());
    }

    public void onText(String part, boolean last) {
        Gatherer gatherer = this.gatherer;
        if (gatherer != null && hears()) {
            String message = gatherer.add(part, last);
            if (message != null) {
                current().took(gatherer.length());
                arrived(2L * message.length(), () -> text(current(), message));
                paced();
            } else {
                tooMuch(gatherer);
            }
        }
    }

    public void onBinary(ByteBuffer part, boolean last) {
        Gatherer gatherer = this.gatherer;
        if (gatherer != null && hears()) {
            byte[] message = gatherer.add(part, last);
            if (message != null) {
                current().took(message.length);
                arrived(message.length, () -> binary(current(), message));
                paced();
            } else {
                tooMuch(gatherer);
            }
        }
    }

    public void onPong(PongMessage pong) {
        if (hears()) {
            alive();
            paced();
        }
    }

    /** A message came: holds the next ones back if there are too many, or else says so. */
    private void paced() {
        Speed speed = this.speed;
        if (speed == null) {
            return;
        }
        Delivery delivery = handshake().doors().delivery();
        if (brake.works()) {
            long millis = speed.pause(delivery.millis());
            if (millis > 0) {
                brake.on(Brake.Reason.TOO_FAST);
                var unused = delivery.later(millis, () -> brake.off(Brake.Reason.TOO_FAST));
            }
            return;
        }
        Speed.Verdict verdict = speed.judge(delivery.millis());
        if (verdict == Speed.Verdict.TELL) {
            count(Refusal.RATE);
            error("too_fast", "more than " + rate() + " messages a second: send more slowly, or the session ends");
        } else if (verdict == Speed.Verdict.END) {
            current().end(Ending.TOO_FAST, "more than " + rate() + " messages a second");
        }
    }

    private int rate() {
        return handshake().doors().settings().rateMessages();
    }

    /** Holds the client back, for as long as there is a reason to. */
    final Brake brake() {
        return brake;
    }

    public void onClose() {
        if (gatherer != null) {
            gatherer.close();
        }
        if (reader != null) {
            reader.closed();
        }
    }

    /** The container says why it ends a session: text that is not UTF-8, a connection that is gone. */
    public void onError(Throwable why) {
        Enduring.tell(why);
        LOG.log(Level.DEBUG, "a session ends: {0}", why.toString());
    }

    private interface Handling {
        void run() throws BadMessageException;
    }

    /** @param bytes of heap that it takes while it waits */
    private void arrived(long bytes, Handling handling) {
        EarlyMessages early = this.early;
        EarlyMessages.Taken taken =
                early == null ? EarlyMessages.Taken.OPEN : early.take(() -> handle(handling), bytes);
        if (taken == EarlyMessages.Taken.OPEN) {
            this.early = null;
            handle(handling);
        } else if (taken == EarlyMessages.Taken.TOO_MUCH) {
            tooEarly();
        }
    }

    private void handle(Handling handling) {
        Reader reader = current();
        try {
            handling.run();
        } catch (BadMessageException e) {
            reader.reply(Frame.text(Json.error(e)));
            wrong(reader);
        } catch (RuntimeException | Error e) {
            Enduring.survived(LOG, "a message could not be handled", e);
            reader.end(Ending.FAULT, "a fault of ours");
        }
    }

    /** What its sender sent was right, whatever became of it. Any thread. */
    final void good() {
        bad.set(0);
    }

    /** What its sender sent was wrong, and it has been told. Any thread. */
    final void wrong(Reader reader) {
        if (bad.incrementAndGet() >= MAX_BAD) {
            reader.end(Ending.BAD_MESSAGES, MAX_BAD + " bad messages in a row");
        }
    }

    /** Tells the sender, alone. */
    private void error(String code, String message) {
        error(current(), code, message, null);
    }

    /** As above, about a message that has a name. */
    static void error(Reader reader, String code, String message, @Nullable String ref) {
        reader.reply(Frame.text(Json.error(code, message, ref)));
    }

    /** Says something that answers no message, unless the session is ending. */
    final void reply(Frame frame) {
        Reader reader = this.reader;
        if (reader != null && !reader.ending()) {
            reader.reply(frame);
        }
    }

    /** Tells the sender where a write was not accepted, and why. */
    final void said(Outcome outcome) {
        Unaccepted why = Unaccepted.of(outcome);
        if (why != null) {
            count(why.refusal());
            error(why.code(), why.message());
        }
    }

    /** Somebody is refused because of that, and told. */
    final void count(@Nullable Refusal reason) {
        if (reason != null) {
            handshake().doors().admission().count(reason);
        }
    }

    /** Notes a sign of life; false where nothing is to be heard any more. */
    private boolean hears() {
        Reader reader = this.reader;
        if (reader == null) {
            return false;
        }
        reader.heard();
        return !reader.ending();
    }

    private void tooMuch(Gatherer gatherer) {
        Gatherer.Excess excess = gatherer.excess();
        if (excess == Gatherer.Excess.MESSAGE) {
            tooBig(gatherer.limit());
        } else if (excess == Gatherer.Excess.TOTAL) {
            current().end(Ending.GATHERING, "too many large messages at once; try again later");
        }
    }

    final void tooBig(int limit) {
        current().end(Ending.TOO_BIG, "a message may have " + limit + " bytes");
    }

    private Reader current() {
        if (reader == null) {
            throw new IllegalStateException("not open");
        }
        return reader;
    }

    /** The handshake, once it is open. */
    final Handshake handshake() {
        if (handshake == null) {
            throw new IllegalStateException("not open");
        }
        return handshake;
    }
}
