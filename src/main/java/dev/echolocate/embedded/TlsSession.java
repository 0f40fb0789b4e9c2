package dev.echolocate.embedded;

import dev.echolocate.base.Budget;
import dev.echolocate.base.OneAtATime;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one connection (RFC 8446, RFC 5246). Nothing here waits for the peer. {@link #decrypt} is for the selector
 * thread; whatever sends may be called on any thread.
 */
final class TlsSession {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** What encryption adds to a record, generously. */
    private static final int OVERHEAD = 128;

    /** Answers to key updates that wait to be sent; a peer asks every some million records. */
    static final int MAX_ANSWERS = 32;

    /** The engine asks for room for a whole record, however short the message. */
    private final ThreadLocal<ByteBuffer> scratch;

    private final TCPNIOConnection connection;
    private final SSLEngine engine;
    private final Object encrypting = new Object();

    /**
     * Records in the order in which they were encrypted, which they have to keep. They are written without a lock held,
     * because completion handlers run meanwhile.
     */
    private final Queue<SealedRecords> outgoing = new ConcurrentLinkedQueue<>();

    private final OneAtATime writing = new OneAtATime(this::writeAll);

    /** That wait to be sent. */
    private final AtomicInteger answers = new AtomicInteger();

    /** In a budget of all connections: the start of a record, and of a handshake what the engine may keep of it. */
    private final Budget.Share held;

    /** Bytes of the handshake that have come, until it is done. */
    private long ofHandshake;

    /** The start of a record. */
    private ByteBuffer rest = NOTHING;

    private boolean begun;
    private volatile boolean established;
    private boolean peerEnded;

    private record SealedRecords(
            ByteBuffer records, @Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {}

    /** @param held bytes of records and handshakes that are not whole; closed by whoever has opened it */
    TlsSession(TCPNIOConnection connection, SSLEngine engine, ThreadLocal<ByteBuffer> scratch, Budget.Share held)
            throws SSLException {
        this.held = held;
        this.connection = connection;
        this.engine = engine;
        this.scratch = scratch;
        engine.beginHandshake();
    }

    /** Whether any bytes have come yet. */
    boolean hasBegun() {
        return begun;
    }

    /** Any thread: whether the handshake is done. */
    boolean isEstablished() {
        return established;
    }

    /** Whether the peer has said that nothing more comes. */
    boolean peerEnded() {
        return peerEnded;
    }

    /**
     * Takes what was read, goes on with the handshake, and gives what the peer sent, if that is whole.
     *
     * @throws SSLException for whatever ends the session; the alert that says so is among the last words
     */
    ByteBuffer decrypt(ByteBuffer data) throws SSLException {
        begun = true;
        ofHandshake += data.remaining();
        ByteBuffer in = rest.hasRemaining() ? joined(rest, data) : data;
        ByteBuffer out = ByteBuffer.allocate(in.remaining());
        while (goOnShakingHands()) {
            SSLEngineResult result = engine.unwrap(in, out);
            switch (result.getStatus()) {
                case OK -> {}
                case BUFFER_OVERFLOW -> out = withRoom(out, engine.getSession().getApplicationBufferSize());
                case BUFFER_UNDERFLOW -> {
                    keep(in);
                    return out.flip();
                }
                case CLOSED -> {
                    peerEnded = true;
                    return out.flip();
                }
            }
        }
        throw new SSLException("not reached");
    }

    /** Waits for the rest of a record, or of the handshake. */
    private void keep(ByteBuffer in) throws SSLException {
        long bytes = Math.max(in.remaining(), established ? 0 : ofHandshake) - held.own();
        if (bytes > 0 && held.tryTake(bytes) != Budget.Taken.YES) {
            rest = NOTHING;
            throw new Crowded();
        }
        held.give(Math.max(0, -bytes));
        rest = in.hasRemaining() ? joined(NOTHING, in) : NOTHING;
    }

    /** There is no room for what is not whole. */
    static final class Crowded extends SSLException {
        private static final long serialVersionUID = 1;

        private Crowded() {
            super("too many records and handshakes are under way");
        }
    }

    /** Does our part of the handshake, until there is something to read. */
    private boolean goOnShakingHands() throws SSLException {
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                if (established) {
                    // Costs us far more than the peer.
                    throw new SSLException("no renegotiation");
                }
                runTasks();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                sendHandshake();
            } else {
                established |= status == HandshakeStatus.NOT_HANDSHAKING;
                return true;
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void sendHandshake() throws SSLException {
        synchronized (encrypting) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                ByteBuffer record = wrap(NOTHING.duplicate());
                if (!record.hasRemaining()) {
                    throw new SSLException("nothing to say in the handshake");
                }
                enqueue(record, established ? answer() : null);
            }
        }
        writing.run();
    }

    /**
     * For what is sent because the peer wants new keys (RFC 8446 4.6.3): who asks again and again without reading would make
     * us keep all of it.
     */
    private CompletionHandler<WriteResult<WritableMessage, SocketAddress>> answer() throws SSLException {
        if (answers.incrementAndGet() > MAX_ANSWERS) {
            throw new SSLException("too many key updates whose answers are not read");
        }
        return new WriteCompletion<>(failure -> answers.addAndGet(failure == null ? -1 : 0));
    }

    /** Encrypts and sends; calls, of whatever thread, are sent in their order. */
    void send(ByteBuffer plain, @Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {
        synchronized (encrypting) {
            try {
                enqueue(encrypt(plain), done);
            } catch (SSLException e) {
                if (done != null) {
                    done.failed(e);
                }
                return;
            }
        }
        writing.run();
    }

    /** Sends the alert that the session ends with (RFC 8446 6.1): that it is over, or what was wrong. Idempotent. */
    void end(@Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {
        synchronized (encrypting) {
            engine.closeOutbound();
            ByteBuffer all = NOTHING;
            try {
                for (ByteBuffer one = lastRecord(); one.hasRemaining(); one = lastRecord()) {
                    all = joined(all, one);
                }
            } catch (SSLException e) {
                // Then it ends without a word.
            }
            enqueue(all, done);
        }
        writing.run();
    }

    private ByteBuffer lastRecord() throws SSLException {
        return engine.isOutboundDone() ? NOTHING : wrap(NOTHING.duplicate());
    }

    private ByteBuffer encrypt(ByteBuffer plain) throws SSLException {
        int records = 1 + plain.remaining() / (16 << 10);
        ByteBuffer all = ByteBuffer.allocate(plain.hasRemaining() ? plain.remaining() + records * OVERHEAD : 0);
        while (plain.hasRemaining()) {
            int before = plain.remaining();
            ByteBuffer record = wrap(plain);
            if (!record.hasRemaining() && plain.remaining() == before) {
                throw new SSLException("ended, or not begun");
            }
            all = withRoom(all, record.remaining()).put(record);
        }
        return all.flip();
    }

    /** One record, valid until the next call on this thread; empty where there is nothing to say any more. */
    private ByteBuffer wrap(ByteBuffer plain) throws SSLException {
        ByteBuffer record = scratch.get().clear();
        SSLEngineResult result = engine.wrap(plain, record);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            scratch.set(record);
            engine.wrap(plain, record);
        }
        return record.flip();
    }

    private void enqueue(
            ByteBuffer records, @Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {
        outgoing.add(new SealedRecords(joined(NOTHING, records), done));
    }

    private void writeAll() {
        for (SealedRecords next = outgoing.poll(); next != null; next = outgoing.poll()) {
            write(next);
        }
    }

    private void write(SealedRecords next) {
        try {
            Transports.write(connection, Buffers.wrap(connection.getMemoryManager(), next.records), next.done);
        } catch (RuntimeException e) {
            if (next.done != null) {
                next.done.failed(new IOException(e));
            }
        }
    }

    private static ByteBuffer withRoom(ByteBuffer out, int room) {
        if (out.remaining() >= room) {
            return out;
        }
        return ByteBuffer.allocate(out.position() + Math.max(room, out.capacity()))
                .put(out.flip());
    }

    private static ByteBuffer joined(ByteBuffer before, ByteBuffer data) {
        return ByteBuffer.allocate(before.remaining() + data.remaining())
                .put(before.duplicate())
                .put(data)
                .flip();
    }
}
