package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.delivery.End;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Kind;
import dev.echolocate.delivery.Reader;
import dev.echolocate.delivery.Sink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A response that waits for its one frame (RFC 6202 2): with it, or without one when its time is up, it is whole. */
final class LongPoll implements Sink {
    private final Exchange exchange;
    private final Kind kind;
    private volatile @Nullable Reader reader;
    private boolean answered;

    LongPoll(Exchange exchange, Kind kind) {
        this.kind = kind;
        this.exchange = exchange;
    }

    void reader(Reader reader) {
        this.reader = reader;
        exchange.whenOver(reader::closed);
    }

    @Override
    public Address address() {
        return exchange.peer().address();
    }

    @Override
    public Kind kind() {
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
        Reader reader = this.reader;
        if (reader != null) {
            reader.heard();
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
