package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Json;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.WireText;
import dev.echolocate.delivery.Ending;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Hub;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
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
public abstract class SessionEndpoint {
    /** More bad messages in a row end the session. */
    private static final int MAX_BAD = 20;

    /** Tomcat's own names: without them, its close waits 20 s behind a send that has stalled. */
    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final long TOMCAT_SEND_TIMEOUT_MILLIS = 2_000;

    private static final Logger LOG = System.getLogger(SessionEndpoint.class.getName());

    private @Nullable Handshake handshake;
    private @Nullable Subscriber subscriber;
    private @Nullable MessageAssembler assembler;
    private @Nullable Speed speed;
    private Brake brake = new Brake(Transport.NONE);
    private final AtomicInteger bad = new AtomicInteger();

    /** Null where nothing waits for the session to be open. */
    private @Nullable EarlyMessages early;

    SessionEndpoint() {}

    /** The session begins: returns its reader, or says why not. */
    abstract Subscriber opened(Handshake handshake, WebSocketSink sink, boolean feedV1) throws Unopened;

    /** Does what it says, and calls {@link #good} or {@link #wrong} when it knows which. */
    abstract void text(Subscriber subscriber, WireText message) throws BadMessageException;

    abstract void binary(Subscriber subscriber, byte[] message) throws BadMessageException;

    /** From now on messages wait. */
    final void wait(EarlyMessages early) {
        this.early = early;
    }

    /** More has come than can wait until the session is open. */
    void tooEarly() {}

    /** A sign of life was asked for, and has come. */
    void alive() {}

    /** What its sessions are for. */
    abstract SessionKind kind();

    /** Bytes of a message. */
    abstract int maxMessage(EndpointSettings settings, boolean feedV1);

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
        Hub hub = handshake.services().hub();
        EndpointSettings settings = handshake.services().settings();
        boolean feedV1 = FeedV1.SUBPROTOCOL.equals(session.getNegotiatedSubprotocol());
        WebSocketSink sink = new WebSocketSink(session, handshake.transport(), kind(), address, hub.blocking(address));
        if (hub.isStopped()) {
            // Its handshake was written before, and nobody is left to close it but this thread.
            sink.close(CloseCode.GOING_AWAY, "the server stops");
            return;
        }
        this.handshake = handshake;
        this.assembler = new MessageAssembler(
                maxMessage(settings, feedV1), handshake.services().assembly().open(address), hub::millis);
        this.brake = new Brake(handshake.transport());
        this.speed = settings.rateMessages() == 0 ? null : new Speed(settings.rateMessages(), hub.millis());
        begin(handshake, sink, feedV1);
        this.handshake = handshake.settled(session, config);
    }

    /** A place among the sessions is taken before, and given back with the reader's end. */
    private void begin(Handshake handshake, WebSocketSink sink, boolean feedV1) {
        Budget.Share place = null;
        Subscriber subscriber = null;
        try {
            // Where no filter precedes the handshake.
            handshake
                    .services()
                    .admission()
                    .offered("/" + kind().service() + "/" + handshake.room(), handshake.query());
            place = handshake.services().admission().session(handshake.peer());
            subscriber = opened(handshake, sink, feedV1);
            subscriber.watch(this::late);
            subscriber.hearsNothing(brake::isOn);
        } catch (Refused refused) {
            subscriber = handshake.services().hub().refuse(sink, refused.closeCode(), refused.message());
        } catch (Unopened unopened) {
            count(unopened.reason);
            subscriber = handshake.services().hub().refuse(sink, unopened.code, String.valueOf(unopened.getMessage()));
        } catch (RuntimeException | Error e) {
            Enduring.survived(LOG, "a session could not begin", e);
            sink.close(CloseCode.SERVER_ERROR, "a fault of ours");
        }
        this.subscriber = subscriber;
        if (place != null && subscriber != null) {
            subscriber.whenOver(place::close);
        } else if (place != null) {
            place.close();
        }
    }

    /** On the timer's thread: in what words a message that was begun is late, or null. */
    private @Nullable String late(long nowMillis) {
        MessageAssembler assembler = this.assembler;
        if (assembler == null) {
            return null;
        }
        String late = assembler.late(nowMillis, brake.isOn());
        return late != null ? late : handshake().transport().late(brake.isOn());
    }

    public void onText(String part, boolean last) {
        MessageAssembler assembler = this.assembler;
        if (assembler != null && hears()) {
            WireText message = assembler.add(part, last);
            if (message != null) {
                current().took(message.length());
                arrived(message.heapBytes(), () -> text(current(), message));
                paced();
            } else {
                tooMuch(assembler);
            }
        }
    }

    public void onBinary(ByteBuffer part, boolean last) {
        MessageAssembler assembler = this.assembler;
        if (assembler != null && hears()) {
            byte[] message = assembler.add(part, last);
            if (message != null) {
                current().took(message.length);
                arrived(message.length, () -> binary(current(), message));
                paced();
            } else {
                tooMuch(assembler);
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
        Hub hub = handshake().services().hub();
        if (brake.works()) {
            long millis = speed.pause(hub.millis());
            if (millis > 0) {
                brake.on(Brake.Reason.TOO_FAST);
                var unused = hub.later(millis, () -> brake.off(Brake.Reason.TOO_FAST));
            }
            return;
        }
        Speed.SpeedVerdict verdict = speed.judge(hub.millis());
        if (verdict == Speed.SpeedVerdict.TELL) {
            count(Refusal.RATE);
            error("too_fast", "more than " + rate() + " messages a second: send more slowly, or the session ends");
        } else if (verdict == Speed.SpeedVerdict.END) {
            current().end(Ending.TOO_FAST, "more than " + rate() + " messages a second");
        }
    }

    private int rate() {
        return handshake().services().settings().rateMessages();
    }

    /** Holds the client back, for as long as there is a reason to. */
    final Brake brake() {
        return brake;
    }

    public void onClose() {
        if (assembler != null) {
            assembler.close();
        }
        if (subscriber != null) {
            subscriber.closed();
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
        EarlyMessages.Verdict taken =
                early == null ? EarlyMessages.Verdict.OPEN : early.take(() -> handle(handling), bytes);
        if (taken == EarlyMessages.Verdict.OPEN) {
            this.early = null;
            handle(handling);
        } else if (taken == EarlyMessages.Verdict.TOO_MUCH) {
            tooEarly();
        }
    }

    private void handle(Handling handling) {
        Subscriber subscriber = current();
        try {
            handling.run();
        } catch (BadMessageException e) {
            subscriber.reply(Frame.text(Json.error(e)));
            wrong(subscriber);
        } catch (RuntimeException | Error e) {
            Enduring.survived(LOG, "a message could not be handled", e);
            subscriber.end(Ending.FAULT, "a fault of ours");
        }
    }

    /** What its sender sent was right, whatever became of it. Any thread. */
    final void good() {
        bad.set(0);
    }

    /** What its sender sent was wrong, and it has been told. Any thread. */
    final void wrong(Subscriber subscriber) {
        if (bad.incrementAndGet() >= MAX_BAD) {
            subscriber.end(Ending.BAD_MESSAGES, MAX_BAD + " bad messages in a row");
        }
    }

    /** Tells the sender, alone. */
    private void error(String code, String message) {
        error(current(), code, message, null);
    }

    /** As above, about a message that has a name. */
    static void error(Subscriber subscriber, String code, String message, @Nullable String ref) {
        subscriber.reply(Frame.text(Json.error(code, message, ref)));
    }

    /** Says something that answers no message, unless the session is ending. */
    final void reply(Frame frame) {
        Subscriber subscriber = this.subscriber;
        if (subscriber != null && !subscriber.ending()) {
            subscriber.reply(frame);
        }
    }

    /** Tells the sender where a write was not accepted, and why. */
    final void said(Outcome outcome) {
        WriteError why = WriteError.of(outcome);
        if (why != null) {
            count(why.refusal());
            error(why.code(), why.message());
        }
    }

    /** Somebody is refused because of that, and told. */
    final void count(@Nullable Refusal reason) {
        if (reason != null) {
            handshake().services().admission().count(reason);
        }
    }

    /** Notes a sign of life; false where nothing is to be heard any more. */
    private boolean hears() {
        Subscriber subscriber = this.subscriber;
        if (subscriber == null) {
            return false;
        }
        subscriber.heard();
        return !subscriber.ending();
    }

    private void tooMuch(MessageAssembler assembler) {
        MessageAssembler.Excess excess = assembler.excess();
        if (excess == MessageAssembler.Excess.MESSAGE) {
            tooBig(assembler.limit());
        } else if (excess == MessageAssembler.Excess.TOTAL) {
            current().end(Ending.GATHERING, "too many large messages at once; try again later");
        }
    }

    final void tooBig(int limit) {
        current().end(Ending.TOO_BIG, "a message may have " + limit + " bytes");
    }

    private Subscriber current() {
        if (subscriber == null) {
            throw new IllegalStateException("not open");
        }
        return subscriber;
    }

    /** The handshake, once it is open. */
    final Handshake handshake() {
        if (handshake == null) {
            throw new IllegalStateException("not open");
        }
        return handshake;
    }
}
