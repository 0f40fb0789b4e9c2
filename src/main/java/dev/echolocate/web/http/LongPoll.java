package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.delivery.End;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Sink;
import dev.echolocate.delivery.Subscriber;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A response that waits for its one frame (RFC 6202 2): with it, or without one when its time is up, it is whole. */
final class LongPoll implements Sink {
    private final Exchange exchange;
    private final SessionKind kind;
    private volatile @Nullable Subscriber subscriber;
    private boolean answered;

    LongPoll(Exchange exchange, SessionKind kind) {
        this.kind = kind;
        this.exchange = exchange;
    }

    void subscriber(Subscriber subscriber) {
        this.subscriber = subscriber;
        exchange.whenOver(subscriber::closed);
    }

    @Override
    public Address address() {
        return exchange.peer().address();
    }

    @Override
    public SessionKind kind() {
        return kind;
    }

    @Override
    public void send(Frame frame, Consumer<@Nullable Throwable> done) {
        if (answered) {
            // What was read before its end was noticed. Its cursor has not been told to anybody.
            done.accept(null);
            return;
        }
        answered = true;
        Reply.json(exchange, 200, String.valueOf(frame.text()), done);
    }

    /** Nobody can be asked who waits for an answer. */
    @Override
    public void ping() {
        Subscriber subscriber = this.subscriber;
        if (subscriber != null) {
            subscriber.heard();
        }
    }

    @Override
    public boolean pingBlocks() {
        return false;
    }

    @Override
    public void close(End how) {
        if (answered) {
            return;
        }
        answered = true;
        switch (how.why()) {
            case EXPIRED -> Reply.empty(exchange, 204);
            case STOPPING -> Reply.problem(exchange, new Problem(503, "stopping", how.words()));
            default -> Reply.problem(exchange, new Problem(503, "busy", how.words()));
        }
    }

    @Override
    public void abort() {
        exchange.abort();
    }
}
