package dev.echolocate.web;

import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Sink;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session whose replies go out in fragments, if it asked for that, and whose pings are counted. */
final class EchoSink implements Sink {
    private final WebSocketSink session;
    private final int frames;
    private final EchoPings pings;
    private final Executor parts;

    /** @param parts for what may block: one task a session at a time */
    EchoSink(WebSocketSink session, int frames, EchoPings pings, Executor parts) {
        this.session = session;
        this.frames = frames;
        this.pings = pings;
        this.parts = parts;
    }

    @Override
    public void send(Frame frame, Consumer<@Nullable Throwable> done) {
        if (frames == 1) {
            session.send(frame, done);
        } else {
            // The API has no asynchronous form of it.
            parts.execute(() -> sendParts(frame, done));
        }
    }

    private void sendParts(Frame frame, Consumer<@Nullable Throwable> done) {
        Throwable failure = null;
        try {
            session.sendParts(frame, frames);
        } catch (IOException | RuntimeException | Error e) {
            // Whatever a container throws at a send, it ends this session and nothing else.
            failure = e;
        }
        done.accept(failure);
    }

    @Override
    public void ping() {
        session.ping(pings.next());
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason);
    }

    @Override
    public void abort() {
        session.abort();
    }
}
