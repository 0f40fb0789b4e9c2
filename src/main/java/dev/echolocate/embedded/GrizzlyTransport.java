package dev.echolocate.embedded;

import dev.echolocate.base.Address;
import dev.echolocate.web.HandshakeContext;
import dev.echolocate.web.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket's TCP connection.
 *
 * <p>Reading is switched on and off by {@link #reconcile} alone, on the connection's selector thread, from the state
 * that it finds there: Grizzly's interest operations are neither atomic nor ordered across threads. While reading is
 * off, nothing is noticed of the peer, not even that it is gone; {@link #abort} still ends the connection.
 */
final class GrizzlyTransport implements Transport {
    private final TCPNIOConnection connection;
    private final Phase phase;
    private final Observers observers;
    private final @Nullable Inflaters inflaters;
    private final Address address;
    private volatile boolean compresses;
    private boolean leaving;
    private final InOrder writes = new InOrder();
    private final AtomicBoolean reconciling = new AtomicBoolean();
    private volatile boolean pausedByApplication;
    private volatile boolean pausedByBacklog;
    private volatile @Nullable Inbound inbound;

    /**
     * Before its handshake.
     *
     * @param address whom it is counted to
     * @param observers are told what is written
     * @param inflaters for compressed messages; null where there are to be none
     */
    GrizzlyTransport(
            TCPNIOConnection connection,
            Phase phase,
            Address address,
            Observers observers,
            @Nullable Inflaters inflaters) {
        this.address = address;
        this.inflaters = inflaters;
        this.connection = connection;
        this.phase = phase;
        this.observers = observers;
    }

    /** The connection whose handshake runs on this thread. */
    static GrizzlyTransport ofHandshake() {
        HandshakeContext context = HandshakeContext.current();
        if (context != null && context.transport() instanceof GrizzlyTransport own) {
            return own;
        }
        throw new IllegalStateException("no handshake on this thread");
    }

    /** The connection is the WebSocket's from now on, and keeps nothing of its request. */
    void attach(Inbound reader) {
        inbound = reader;
        phase.upgraded(reader);
        HttpCodec.forgetRequest(connection);
    }

    TCPNIOConnection connection() {
        return connection;
    }

    /** Also runs {@code @OnClose}, but on the selector thread, never in the caller. */
    @Override
    public void abort() {
        phase.deafen();
        connection.executeInEventThread(IOEvent.READ, () -> LingeringClose.abort(connection));
    }

    @Override
    public boolean owned() {
        return true;
    }

    @Override
    public void pause() {
        pausedByApplication = true;
        reconcile();
    }

    @Override
    public void resume() {
        pausedByApplication = false;
        reconcile();
    }

    @Override
    public void write(Consumer<@Nullable Throwable> done, ByteBuffer... frames) {
        Buffer all = null;
        for (ByteBuffer frame : frames) {
            Buffer next = Buffers.wrap(connection.getMemoryManager(), frame);
            all = all == null ? next : Buffers.appendBuffers(connection.getMemoryManager(), all, next);
        }
        write(false, all, done);
    }

    /**
     * Writes a frame or some in their turn; behind the close frame nothing is written.
     *
     * @param close whether it is the close frame
     * @param done as of {@link Transport#write}
     */
    void write(boolean close, @Nullable Buffer frames, Consumer<@Nullable Throwable> done) {
        writes.write(
                close,
                () -> {
                    if (frames == null || !connection.isOpen()) {
                        done.accept(new IOException("closed"));
                    } else if (TlsFilter.sessionOf(connection) != null) {
                        connection.write(frames, new WriteCompletion<>(done));
                    } else {
                        // No filter changes it, and the way through all of them costs half as much as the write itself.
                        observers.wrote(connection, frames.remaining());
                        Transports.write(connection, frames, new WriteCompletion<>(done));
                    }
                },
                done);
    }

    @Override
    public @Nullable String compress(List<String> offers) {
        String answer = inflaters == null ? null : Deflate.answer(offers);
        compresses = answer != null;
        return answer;
    }

    @Override
    public boolean compresses() {
        return compresses;
    }

    /** For its compressed messages, until it is gone; null where that was not agreed on. Once. */
    @Nullable
    Inflating inflating(long maxMessageBytes) {
        Inflaters all = inflaters;
        if (!compresses || all == null) {
            return null;
        }
        Inflating inflating = new Inflating(all, all.open(address), maxMessageBytes);
        connection.addCloseListener((CloseListener<Closeable, CloseType>) (closed, how) -> inflating.close());
        return inflating;
    }

    @Override
    public Executor afterRead() {
        return task -> {
            Inbound reader = inbound;
            if (reader == null || !reader.after(task)) {
                task.run();
            }
        };
    }

    @Override
    public @Nullable String late(boolean held) {
        Inbound reader = inbound;
        return reader == null ? null : reader.late(System.nanoTime(), held || paused());
    }

    /** The close frame is next: what was asked for in this turn is answered before. */
    void answer() {
        Inbound reader = inbound;
        if (reader != null) {
            reader.answer();
        }
    }

    /** The code that the peer has closed with and that the engine has not been given, or -1. */
    int closeCode() {
        Inbound reader = inbound;
        return reader == null ? -1 : reader.closeCode();
    }

    /** A pause of our own: the peer asks for more answers than it reads. */
    void backlog(boolean tooLong) {
        if (pausedByBacklog != tooLong) {
            pausedByBacklog = tooLong;
            reconcile();
        }
    }

    @Override
    public synchronized void leave() {
        leaving = true;
    }

    /**
     * Has the engine answer a ping, unless the session is about to be closed: only the peer's own close is still of interest
     * then (RFC 6455 5.5.1), and the engine would fail, and log that with its stack.
     */
    synchronized void answer(Runnable ping) {
        if (!leaving && !writes.isClosed()) {
            ping.run();
        }
    }

    boolean paused() {
        return pausedByApplication || pausedByBacklog;
    }

    /** Whether nothing that comes is of interest any more. */
    boolean ended() {
        return phase.deaf();
    }

    /** Sends what waits, and then ends the connection; what still comes is dropped. */
    void end() {
        // In its turn, too: another thread may be at a write, and the close frame wait behind that.
        writes.write(true, () -> LingeringClose.say(connection, phase), failure -> {});
        reconcile();
    }

    /** Makes reading what it should be, soon. */
    void reconcile() {
        if (connection.isOpen() && reconciling.compareAndSet(false, true)) {
            connection.executeInEventThread(IOEvent.READ, this::reconcileNow);
        }
    }

    private void reconcileNow() {
        reconciling.set(false);
        Inbound reader = inbound;
        if (reader == null || !connection.isOpen()) {
            return;
        }
        if (ended()) {
            reader.discard();
        } else {
            reader.goOn();
        }
        Transports.read(connection, ended() || !(paused() || reader.holds()));
    }
}
