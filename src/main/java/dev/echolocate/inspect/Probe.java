package dev.echolocate.inspect;

import dev.echolocate.base.Opcode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client within the server, as plain as can be: every byte that it sends and gets is told to its watcher. Pings
 * and the server's close it answers by itself. Public methods may be called on any thread, and don't block.
 */
public final class Probe {
    /** For connecting, for TLS and for the handshake, each. */
    private static final int STEP_MILLIS = 5_000;

    private static final long OPENING_MILLIS = 10_000;
    private static final long CLOSING_MILLIS = 5_000;
    private static final int MAX_WAITING = 16;
    private static final int BUFFER = 4096;
    private static final int NORMAL = 1000;

    private final Probes probes;
    private final ProbeTarget target;
    private final ProbeWatcher watcher;

    /** One thing is told at a time, and the next when it was taken. */
    private final Semaphore room = new Semaphore(1);

    private final BlockingQueue<QueuedFrames> outgoing = new ArrayBlockingQueue<>(MAX_WAITING);
    private final long begun;
    private final Socket tcp = new Socket(Proxy.NO_PROXY);

    private volatile long used;
    private volatile long closing = Long.MAX_VALUE;
    private volatile boolean open;
    private volatile boolean closeSent;
    private volatile ProbeEnd.@Nullable How why;
    private volatile DecodedFrame.@Nullable Close close;
    private volatile boolean over;

    private record QueuedFrames(List<WireFrame> frames, boolean automatic) {}

    /** What became of frames that were to be sent. */
    public enum CommandOutcome {
        TAKEN,
        /** Too many wait to be sent. */
        BUSY,
        /** It is not open, or not any more. */
        CLOSED
    }

    private static final class Failure extends IOException {
        final ProbeEnd end;

        Failure(ProbeEnd.How kind, String request, String response) {
            super(kind.words());
            this.end = new ProbeEnd(kind, request, response, null);
        }

        Failure(ProbeEnd.How kind) {
            this(kind, "", "");
        }
    }

    Probe(Probes probes, ProbeTarget target, ProbeWatcher watcher) {
        this.probes = probes;
        this.target = target;
        this.watcher = watcher;
        this.begun = probes.now();
        this.used = begun;
    }

    /** Sends frames, right or wrong. */
    public CommandOutcome send(List<WireFrame> frames) {
        if (!open || closing != Long.MAX_VALUE) {
            return CommandOutcome.CLOSED;
        }
        used = probes.now();
        return outgoing.offer(new QueuedFrames(List.copyOf(frames), false))
                ? CommandOutcome.TAKEN
                : CommandOutcome.BUSY;
    }

    /** Closes with 1000, after what waits to be sent. */
    public void close() {
        close(ProbeEnd.How.CLOSED);
    }

    /** Ends the connection, with nothing told: nobody looks any more. */
    public void abandon() {
        end(null);
    }

    private synchronized void close(ProbeEnd.How kind) {
        if (why != null) {
            return;
        }
        if (!open) {
            end(ProbeEnd.How.CANCELLED);
            return;
        }
        why = kind;
        closing(probes.now());
        WireFrame frame = new WireFrame(
                true, 0, Opcode.CLOSE.code(), MaskingKey.fresh(), Bytes.of(new byte[] {NORMAL >> 8, (byte) NORMAL}));
        if (!closeSent && !outgoing.offer(new QueuedFrames(List.of(frame), false))) {
            end(kind);
        }
    }

    private void closing(long now) {
        closing = Math.min(closing, now + CLOSING_MILLIS);
    }

    /** Once a second: whether its time is up. */
    void check(long now) {
        if (!open && now - begun >= OPENING_MILLIS) {
            end(ProbeEnd.How.SLOW);
        } else if (now >= closing) {
            ProbeEnd.How kind = ended();
            end(kind == ProbeEnd.How.DROPPED ? ProbeEnd.How.UNANSWERED : kind);
        } else if (now - begun >= probes.limits().life().toMillis()) {
            close(ProbeEnd.How.EXPIRED);
        } else if (now - used >= probes.limits().idle().toMillis()) {
            close(ProbeEnd.How.IDLE);
        }
    }

    void end(ProbeEnd.@Nullable How kind) {
        finish(kind == null ? null : new ProbeEnd(kind, "", "", close));
    }

    /** Frees everything; whoever comes first says why. */
    private void finish(@Nullable ProbeEnd end) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            cut();
            probes.ended(this);
            if (end != null) {
                watcher.over(end);
            }
        }
        // Wakes the threads that wait.
        room.release(2);
        outgoing.clear();
        var unused = outgoing.offer(new QueuedFrames(List.of(), true));
    }

    /** Without a lock: its watcher may be called meanwhile. */
    public boolean isOver() {
        return over;
    }

    /** The connection below TLS, by a RST: this waits for nobody, and leaves no port in TIME_WAIT (RFC 9293 3.6.1). */
    private void cut() {
        try {
            if (!tcp.isClosed()) {
                tcp.setSoLinger(true, 0);
            }
            tcp.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    /** On a thread of its own, to the end. */
    void run() {
        try {
            Socket socket = connected();
            ProbeHandshake handshake = shaken(socket);
            socket.setSoTimeout(0);
            open = true;
            if (tell(taken -> watcher.opened(handshake.request(), handshake.response(), taken))) {
                probes.execute(() -> write(socket));
                read(socket);
            }
        } catch (Failure failure) {
            finish(failure.end);
        } catch (SocketTimeoutException e) {
            end(ProbeEnd.How.SLOW);
        } catch (IOException e) {
            // Said below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(open ? ended() : tcp.isConnected() ? ProbeEnd.How.NOT_HTTP : ProbeEnd.How.UNREACHABLE);
        }
    }

    private ProbeEnd.How ended() {
        ProbeEnd.How kind = why;
        if (kind != null && kind != ProbeEnd.How.CLOSED) {
            return kind;
        }
        return close != null ? ProbeEnd.How.CLOSED : ProbeEnd.How.DROPPED;
    }

    private Socket connected() throws IOException {
        InetAddress address = target.address().getAddress();
        if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
            throw new Failure(ProbeEnd.How.NOT_HERE);
        }
        tcp.setTcpNoDelay(true);
        tcp.connect(target.address(), STEP_MILLIS);
        tcp.setSoTimeout(STEP_MILLIS);
        return target.tls() ? secured() : tcp;
    }

    private Socket secured() throws IOException {
        PinnedTls tls = probes.tls();
        if (tls == null) {
            throw new Failure(ProbeEnd.How.CERTIFICATE);
        }
        try {
            return tls.over(tcp);
        } catch (SSLException e) {
            boolean other = e.getCause() instanceof CertificateException;
            throw new Failure(other ? ProbeEnd.How.CERTIFICATE : ProbeEnd.How.TLS);
        }
    }

    private ProbeHandshake shaken(Socket socket) throws IOException {
        ProbeHandshake handshake = ProbeHandshake.shake(target, socket);
        ProbeEnd.How refusal = handshake.refusal();
        if (refusal != null) {
            throw new Failure(refusal, handshake.request(), handshake.response());
        }
        return handshake;
    }

    private void read(Socket socket) throws IOException, InterruptedException {
        FrameStream stream = new FrameStream(MessageRules.ofServer());
        byte[] buffer = new byte[BUFFER];
        int count;
        while ((count = socket.getInputStream().read(buffer)) >= 0) {
            stream.add(buffer, count);
            FrameStream.Found found;
            while ((found = stream.next()) != null) {
                if (!received(found)) {
                    return;
                }
            }
            if (stream.tooLong()) {
                end(ProbeEnd.How.BROKEN);
                return;
            }
        }
        FrameStream.Found rest = stream.rest();
        if (rest != null) {
            received(rest);
        }
    }

    private boolean received(FrameStream.Found found) throws InterruptedException {
        DecodedFrame frame = found.frame();
        if (!tell(taken -> watcher.frame(new ProbeFrame(false, false, found.bytes(), frame), taken))) {
            return false;
        }
        if (frame.opcode() == Opcode.PING.code()) {
            answer(Opcode.PONG, frame.payload());
        } else if (frame.close() != null) {
            close = frame.close();
            closing(probes.now());
            if (!closeSent) {
                answer(Opcode.CLOSE, frame.payload());
            }
        }
        return true;
    }

    /** Where too much waits, the next ping is answered instead, and a close by the end of the connection. */
    private void answer(Opcode opcode, Bytes payload) {
        WireFrame frame = new WireFrame(true, 0, opcode.code(), MaskingKey.fresh(), payload);
        var unused = outgoing.offer(new QueuedFrames(List.of(frame), true));
    }

    /** On a thread of its own; ends behind a close frame (RFC 6455 5.5.1). */
    private void write(Socket socket) {
        try {
            MessageRules message = MessageRules.ofClient();
            while (!closeSent) {
                QueuedFrames next = outgoing.take();
                for (WireFrame frame : next.frames()) {
                    if (!write(socket, frame, next.automatic(), message)) {
                        return;
                    }
                }
                if (isOver()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The reading thread finds it out, too; or else this does it.
            cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Told before it is written, so that no answer is told before it. */
    private boolean write(Socket socket, WireFrame frame, boolean automatic, MessageRules message)
            throws IOException, InterruptedException {
        byte[] bytes = frame.bytes();
        DecodedFrame decoded = FrameDecoder.decode(bytes, message);
        if (!tell(taken -> watcher.frame(new ProbeFrame(true, automatic, Bytes.of(bytes), decoded), taken))) {
            return false;
        }
        if (frame.opcode() == Opcode.CLOSE.code()) {
            closeSent = true;
            closing(probes.now());
        }
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return true;
    }

    /** Waits for room; false where it is over. */
    private boolean tell(Consumer<Runnable> news) throws InterruptedException {
        room.acquire();
        synchronized (this) {
            if (over) {
                return false;
            }
            news.accept(room::release);
            return true;
        }
    }
}
