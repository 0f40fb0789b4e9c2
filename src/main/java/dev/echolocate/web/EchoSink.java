package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.delivery.End;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Sink;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session whose replies go out in fragments, if it asked for that, and whose pings are counted. */
final class EchoSink implements Sink {
    /** Fragments of a reply that are cut and framed in passing; more of them are work. */
    private static final int FEW = 16;

    private final WebSocketSink session;
    private final int frames;
    private final EchoPings pings;

    EchoSink(WebSocketSink session, int frames, EchoPings pings) {
        this.session = session;
        this.frames = frames;
        this.pings = pings;
    }

    @Override
    public Address address() {
        return session.address();
    }

    @Override
    public SessionKind kind() {
        return session.kind();
    }

    @Override
    public int together() {
        return frames == 1 ? session.together() : 0;
    }

    @Override
    public Executor replying() {
        return session.replying();
    }

    @Override
    public void send(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        if (this.frames == 1) {
            session.send(frames, done);
        } else {
            send(frames.get(0), done);
        }
    }

    @Override
    public void send(Frame frame, Consumer<@Nullable Throwable> done) {
        if (frames == 1) {
            session.send(frame, done);
        } else {
            session.sendParts(frame, frames, done);
        }
    }

    @Override
    public boolean sendBlocks() {
        return frames > 1 && session.partsBlock();
    }

    @Override
    public boolean sendIsWork() {
        return frames > FEW;
    }

    @Override
    public void ping() {
        ping(failure -> {});
    }

    @Override
    public void ping(Consumer<@Nullable Throwable> done) {
        session.ping(pings.next(), done);
    }

    @Override
    public boolean pingBlocks() {
        return session.pingBlocks();
    }

    @Override
    public void close(End how) {
        session.close(how);
    }

    @Override
    public void abort() {
        session.abort();
    }
}
