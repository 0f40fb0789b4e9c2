package dev.echolocate.embedded;

import dev.echolocate.web.Progress;
import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Buffer;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one WebSocket, from the wire through the {@link FrameWatch} to the engine, a frame at a time so that a
 * pause takes effect after the very frame whose handler asked for it. One read may bring ten thousand frames: after some, the
 * other connections of the selector have their turn. Runs on the connection's selector thread only.
 */
final class Inbound implements ReadHandler {
    /** Pieces of frames that are handed to the engine in one turn, and for how long no less than one is. */
    private static final int TURN = 32;

    private static final long TURN_NANOS = 1_000_000;

    private final GrizzlyTransport transport;
    private final Connection session;
    private final FrameWatch watch;

    /** Of the frame that is coming in. The engine gathers a small one itself, however slowly it comes. */
    private final Progress progress = new Progress();

    /** What was read before the pause, or the turn's end; at most what was left of one read, or of the few on their way. */
    private @Nullable ByteBuffer held;

    private boolean running;

    /** The thread of the turn that is on. */
    private volatile @Nullable Thread turn;

    /** What waits for its end. On that thread. */
    private @Nullable Runnable afterwards;

    Inbound(GrizzlyTransport transport, Connection session, long maxMessageBytes) {
        this.transport = transport;
        this.session = session;
        this.watch = new FrameWatch(maxMessageBytes, () -> transport.inflating(maxMessageBytes));
    }

    /** What was read from the wire. */
    void read(Buffer data) {
        if (data.hasRemaining()) {
            handle(data.toByteBuffer());
        }
    }

    @Override
    public void handle(ByteBuffer data) {
        if (transport.ended()) {
            return;
        }
        if (held != null || transport.paused()) {
            held = joined(held, data);
            transport.reconcile();
            return;
        }
        run(data, false);
    }

    /** Runs something at the end of the turn that is on; false where this thread is in none, or something else waits for that. */
    boolean after(Runnable task) {
        if (turn != Thread.currentThread() || afterwards != null) {
            return false;
        }
        afterwards = task;
        return true;
    }

    /** Whether something waits to be handed on: then nothing more is to be read. */
    boolean holds() {
        return held != null;
    }

    /** Goes on with what was held, unless there is a pause again. */
    void goOn() {
        ByteBuffer data = held;
        if (data == null || running || transport.ended() || transport.paused()) {
            return;
        }
        held = null;
        run(data, true);
    }

    /** Any thread: in what words the frame that is coming in is late, or null. */
    @Nullable
    String late(long nanos, boolean held) {
        synchronized (progress) {
            return progress.late(TimeUnit.NANOSECONDS.toMillis(nanos), held);
        }
    }

    /** Where no frame is under way, the next one begins anew. */
    private void came(int bytes, boolean another) {
        synchronized (progress) {
            if (another) {
                progress.over();
            }
            if (watch.underway()) {
                progress.part(bytes, TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            }
        }
    }

    void discard() {
        held = null;
    }

    /** @param own whether the bytes are ours to keep */
    private void run(ByteBuffer data, boolean own) {
        running = true;
        turn = Thread.currentThread();
        int before = data.remaining();
        boolean another = false;
        try {
            long begun = System.nanoTime();
            for (int pieces = 0; !transport.ended(); pieces++) {
                boolean over = pieces >= TURN || (pieces > 0 && System.nanoTime() - begun > TURN_NANOS);
                if ((over || transport.paused()) && !watch.midway()) {
                    hold(data, own);
                    return;
                }
                ByteBuffer piece = watch.next(data);
                another |= !watch.underway();
                if (piece == null) {
                    refuse();
                    return;
                }
                if (watch.isControl()) {
                    // The engine's own answer, to a close above all, comes behind those to what was before it.
                    runAfterwards();
                }
                if (watch.isPing()) {
                    transport.answer(() -> session.getReadHandler().handle(piece));
                } else {
                    session.getReadHandler().handle(piece);
                }
            }
        } finally {
            turn = null;
            running = false;
            came(before - data.remaining(), another);
            runAfterwards();
        }
    }

    private void runAfterwards() {
        Runnable task = afterwards;
        afterwards = null;
        if (task != null) {
            task.run();
        }
    }

    /** Any thread: as of {@link FrameWatch#closeCode}. */
    int closeCode() {
        return watch.closeCode();
    }

    private void hold(ByteBuffer data, boolean own) {
        if (data.hasRemaining() || watch.inflates()) {
            // Otherwise the buffer belongs to Grizzly.
            held = own ? data : joined(null, data);
            transport.reconcile();
        }
    }

    /** What was asked for before is answered now, if this thread is in a turn: what comes next is a close frame. */
    void answer() {
        if (turn == Thread.currentThread()) {
            runAfterwards();
        }
    }

    private void refuse() {
        FrameWatch.FrameRefusal refusal = watch.refusal();
        if (refusal != null) {
            runAfterwards();
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(refusal.code()), refusal.reason()));
        }
    }

    private static ByteBuffer joined(@Nullable ByteBuffer before, ByteBuffer data) {
        int size = data.remaining() + (before == null ? 0 : before.remaining());
        ByteBuffer copy = ByteBuffer.allocate(size);
        if (before != null) {
            copy.put(before);
        }
        return copy.put(data).flip();
    }
}
