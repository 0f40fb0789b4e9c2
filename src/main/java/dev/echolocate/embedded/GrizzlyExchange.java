package dev.echolocate.embedded;

import dev.echolocate.base.Enduring;
import dev.echolocate.base.Peer;
import dev.echolocate.delivery.Afterwards;
import dev.echolocate.inspect.Head;
import dev.echolocate.web.http.Exchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on our own server. What is written goes to the connection directly: a write is done when the kernel has
 * taken all of it.
 *
 * <p>An exchange that isn't over when its handler returns waits without a thread; what comes meanwhile is {@link Behind} it.
 */
final class GrizzlyExchange implements Exchange {
    private final FilterChainContext ctx;
    private final TCPNIOConnection connection;
    private final HttpRequestPacket request;
    private final Peer peer;
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Packets packets;
    private final Behind behind;
    private final CloseListener<Closeable, CloseType> onClose = (closed, how) -> gone();

    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Buffer body;
    private final Afterwards whenOver = new Afterwards();
    private @Nullable Sending sending;
    private boolean begun;
    private boolean ended;
    private boolean lastSent;
    private boolean whole;
    private boolean waiting;
    private boolean aborted;
    private boolean over;

    GrizzlyExchange(FilterChainContext ctx, HttpContent content, String path, Peer peer) {
        this.ctx = ctx;
        this.peer = peer;
        connection = (TCPNIOConnection) ctx.getConnection();
        request = (HttpRequestPacket) content.getHttpHeader();
        // Otherwise the codec would leave out what HTTP needs, where a client offers to go on with another protocol.
        request.setIgnoreContentModifiers(false);
        method = request.getMethod().getMethodString();
        this.path = path;
        query = Requests.queryOf(request);
        body = content.getContent();
        packets = new Packets(request.getResponse(), ctx.getMemoryManager());
        behind = new Behind(connection);
        connection.addCloseListener(onClose);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    /** The packet decodes its headers when asked. */
    @Override
    public synchronized @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public synchronized Head head() {
        return NotedHeads.of(request, query);
    }

    @Override
    public Peer peer() {
        return peer;
    }

    /** It is whole already. */
    @Override
    public void body(int max, Consumer<byte @Nullable []> taken) {
        Buffer gathered;
        synchronized (this) {
            gathered = body;
            body = null;
        }
        if (gathered == null) {
            throw new IllegalStateException("the body was taken before");
        }
        byte[] bytes = null;
        if (gathered.remaining() <= max) {
            bytes = new byte[gathered.remaining()];
            gathered.get(bytes);
        }
        taken.accept(bytes);
    }

    @Override
    public synchronized void set(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public synchronized void begin(int status, Map<String, String> headers) {
        if (begun) {
            throw new IllegalStateException("begun before");
        }
        begun = true;
        this.headers.putAll(headers);
        packets.begin(status, this.headers);
    }

    @Override
    public void write(byte[] bytes, Consumer<@Nullable Throwable> done) {
        write(bytes, 0, bytes.length, done);
    }

    /** Nothing is copied. */
    @Override
    public void write(byte[] bytes, int from, int to, Consumer<@Nullable Throwable> done) {
        Sending next = null;
        synchronized (this) {
            if (!begun || ended || sending != null) {
                throw new IllegalStateException("a write before the beginning, after the end, or beside another");
            }
            if (!over) {
                next = new Sending(packets.next(bytes, from, to), done);
                sending = next;
            }
        }
        if (next == null) {
            done.accept(new IOException("the exchange is over"));
        } else {
            next.start();
        }
    }

    @Override
    public void end() {
        synchronized (this) {
            if (ended || over) {
                return;
            }
            ended = true;
        }
        endIfWritten();
    }

    /** The last of the response, unless a write is in flight: then it follows that. */
    private void endIfWritten() {
        Sending last = null;
        synchronized (this) {
            if (!ended || lastSent || over || sending != null) {
                return;
            }
            lastSent = true;
            if (begun && packets.isWhole()) {
                last = new Sending(packets.last(), error -> whole(error == null));
                sending = last;
            }
        }
        if (last == null) {
            abort();
        } else {
            last.start();
        }
    }

    /** All is with the kernel; or it never will be, and then the connection's end says so. */
    private void whole(boolean sent) {
        synchronized (this) {
            whole = sent;
            if (!sent || !waiting) {
                return;
            }
        }
        connection.executeInEventThread(IOEvent.READ, this::goOn);
    }

    @Override
    public void abort() {
        synchronized (this) {
            if (over) {
                return;
            }
            // From here on it can't end otherwise, so the connection is not another request's yet.
            aborted = true;
        }
        ConnectionDeadlines.phaseOf(connection).deafen();
        LingeringClose.abort(connection);
    }

    /** Answers that a fault of ours keeps it from being answered, where nothing is answered yet. */
    void fail() {
        synchronized (this) {
            if (begun) {
                abort();
                return;
            }
        }
        set("Connection", "close");
        StaticFiles.text(this, 500, "500: a fault of ours");
    }

    @Override
    public void whenOver(Runnable told) {
        whenOver.add(Enduring.task("to tell that an exchange is over", told));
    }

    /** What the chain does next, now that the handler has returned. */
    NextAction handled() {
        synchronized (this) {
            waiting = !whole;
        }
        if (waiting) {
            ctx.suspend();
            ctx.setMessage(null);
            behind.begin();
            // The chain goes on without us, and so has us hold what was read behind this request. Otherwise the chain
            // would keep that, and fail to add what comes later.
            return ctx.getForkAction();
        }
        if (!finish()) {
            ctx.suspend();
            return ctx.getSuspendAction();
        }
        ctx.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        return ctx.getStopAction();
    }

    /** The way on from a response that is whole. Selector thread only. */
    private void goOn() {
        behind.end();
        if (!finish()) {
            return;
        }
        // The chain switches it on again where it has nothing more to do.
        Transports.read(connection, false);
        ctx.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        if (request.getProcessingState().isKeepAlive()) {
            behind.resume(ctx);
        }
    }

    /** False where the connection ends, or has ended, instead. */
    private boolean finish() {
        synchronized (this) {
            if (over || aborted) {
                return false;
            }
            over = true;
        }
        connection.removeCloseListener(onClose);
        whenOver.run(Runnable::run);
        return true;
    }

    private void gone() {
        Sending unsent;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            unsent = sending;
            sending = null;
        }
        if (unsent != null) {
            unsent.done.accept(new IOException("the connection is gone"));
        }
        whenOver.run(Runnable::run);
    }

    /** One write: whatever the chain says of it, and however often, is said on once. */
    @SuppressWarnings("rawtypes") // as Grizzly's context has it
    private final class Sending extends EmptyCompletionHandler<WriteResult> {
        /** Until it is handed on: over TLS it is a copy of what waits. */
        private @Nullable HttpPacket packet;

        private final Consumer<@Nullable Throwable> done;

        Sending(@Nullable HttpPacket packet, Consumer<@Nullable Throwable> done) {
            this.packet = packet;
            this.done = done;
        }

        void start() {
            HttpPacket now = packet;
            packet = null;
            if (now == null) {
                settle(null);
            } else {
                ctx.write(now, this);
            }
        }

        @Override
        public void completed(WriteResult result) {
            settle(null);
        }

        @Override
        public void failed(Throwable error) {
            settle(error);
        }

        @Override
        public void cancelled() {
            settle(new IOException("cancelled"));
        }

        private void settle(@Nullable Throwable error) {
            synchronized (GrizzlyExchange.this) {
                if (sending != this) {
                    return;
                }
                sending = null;
            }
            done.accept(error);
            endIfWritten();
        }
    }
}
