package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.delivery.End;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Sink;
import dev.echolocate.delivery.Subscriber;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A response that goes on: an event stream (WHATWG HTML 9.2). Its reader never answers, so what its connection takes is
 * the sign of life; a stalled one is ended by the deadline of its write.
 */
final class EventStream implements Sink {
    /** Proxies must neither gather nor change it (nginx knows X-Accel-Buffering). */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "text/event-stream;charset=utf-8",
            "Cache-Control", "no-store, no-transform",
            "X-Accel-Buffering", "no");

    /** How long a browser waits before it comes back, in milliseconds. */
    private static final String RETRY = "retry: 2000\n\n";

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Exchange exchange;
    private final SessionKind kind;
    private volatile @Nullable Subscriber subscriber;
    private boolean begun;

    // A keep-alive may be on its way when the next frame comes: that one waits, the only one.
    private boolean writing;
    private @Nullable StreamChunk next;

    EventStream(Exchange exchange, SessionKind kind) {
        this.kind = kind;
        this.exchange = exchange;
    }

    /** Answers HEAD (RFC 9110 9.3.2): as a stream would begin. */
    static void head(Exchange exchange) {
        exchange.begin(200, HEADERS);
        exchange.end();
    }

    void subscriber(Subscriber subscriber) {
        this.subscriber = subscriber;
        // The first frame may be written already.
        subscriber.heard();
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
        String text = String.valueOf(frame.text());
        if (!begun) {
            begun = true;
            exchange.begin(200, HEADERS);
            text = RETRY + text;
        }
        write(new StreamChunk(text.getBytes(StandardCharsets.UTF_8), done));
    }

    /** Only after the first frame, which a reader gets at once. */
    @Override
    public void ping() {
        synchronized (this) {
            if (writing) {
                return;
            }
        }
        write(new StreamChunk(COMMENT, failure -> {}));
    }

    private void write(StreamChunk write) {
        synchronized (this) {
            if (writing) {
                next = write;
                return;
            }
            writing = true;
        }
        exchange.write(write.bytes, failure -> written(write, failure));
    }

    private void written(StreamChunk write, @Nullable Throwable failure) {
        Subscriber subscriber = this.subscriber;
        if (failure == null && subscriber != null) {
            subscriber.heard();
        }
        StreamChunk waiting;
        synchronized (this) {
            writing = false;
            waiting = next;
            next = null;
        }
        write.done.accept(failure);
        if (waiting != null) {
            write(waiting);
        }
    }

    @Override
    public boolean pingBlocks() {
        return false;
    }

    @Override
    public boolean livesByTaking() {
        return true;
    }

    @Override
    public void close(End how) {
        exchange.end();
    }

    @Override
    public void abort() {
        exchange.abort();
    }
}
