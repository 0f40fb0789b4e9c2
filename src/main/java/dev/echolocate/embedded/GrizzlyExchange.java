package dev.echolocate.embedded;

import dev.echolocate.base.Enduring;
import dev.echolocate.base.Peer;
import dev.echolocate.inspect.Head;
import dev.echolocate.web.http.Exchange;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on our own server. What is written goes to the connection directly: a write is done when the kernel has
 * taken all of it.
 *
 * <p>An exchange that isn't over when its handler returns waits without a thread. The connection is read on meanwhile, so
 * that a peer that goes is noticed. A next request that comes meanwhile is held, up to a bound, and then read no further.
 */
final class GrizzlyExchange implements Exchange {
    private static final Logger LOG = System.getLogger(GrizzlyExchange.class.getName());

    /** As of then, no more of the next request is read, and nothing noticed of the peer. */
    private static final int MAX_HELD = 16 << 10;

    /** The exchange that its connection is read for. Of the connection's selector thread only. */
    private static final Attribute<GrizzlyExchange> WATCHED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(GrizzlyExchange.class.getName() + ".watched");

    private final FilterChainContext ctx;
    private final TCPNIOConnection connection;
    private final HttpRequestPacket request;
    private final Peer peer;
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Packets packets;
    private final CloseListener<Closeable, CloseType> onClose = (closed, how) -> gone();

    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Buffer body;
    private List<Runnable> whenOver = new ArrayList<>(1);
    private @Nullable Sending sending;
    private boolean begun;
    private boolean ended;
    private boolean lastSent;
    private boolean whole;
    private boolean waiting;
    private boolean aborted;
    private boolean over;

    /** What comes next, and for which filter. Of the connection's selector thread only. */
    private @Nullable Buffer held;

    private int holder;

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
        connection.addCloseListener(onClose);
    }

    /** The exchange that this connection is read for, if any. Selector thread only. */
    static @Nullable GrizzlyExchange watchedOn(Connection<?> connection) {
        return WATCHED.get(connection);
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
        return Heads.of(request, query);
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
        Sending next = null;
        synchronized (this) {
            if (!begun || ended || sending != null) {
                throw new IllegalStateException("a write before the beginning, after the end, or beside another");
            }
            if (!over) {
                next = new Sending(packets.next(bytes), done);
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
        Guard.phaseOf(connection).deafen();
        Farewell.abort(connection);
    }

    /** Answers that a fault of ours keeps it from being answered, where nothing is answered yet. */
    void fail() {
        synchronized (this) {
            if (begun) {
                abort();
                return;
            }
        }
        byte[] words = "500: a fault of ours\n".getBytes(StandardCharsets.UTF_8);
        begin(
                500,
                Map.of(
                        "Content-Type", "text/plain; charset=utf-8",
                        "Cache-Control", "no-store",
                        "Connection", "close",
                        "Content-Length", Integer.toString(words.length)));
        write(words, failure -> {});
        end();
    }

    @Override
    public void whenOver(Runnable told) {
        synchronized (this) {
            if (!over) {
                whenOver.add(told);
                return;
            }
        }
        run(told);
    }

    /** What the chain does next, now that the handler has returned. */
    NextAction handled() {
        synchronized (this) {
            waiting = !whole;
        }
        if (waiting) {
            ctx.suspend();
            ctx.setMessage(null);
            WATCHED.set(connection, this);
            connection.executeInEventThread(IOEvent.READ, this::watch);
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

    private void watch() {
        if (WATCHED.get(connection) == this) {
            read(held == null || held.remaining() < MAX_HELD);
        }
    }

    /** Keeps what is no business of this exchange, for that filter of the chain. Selector thread only. */
    void hold(Buffer next, int filter) {
        holder = filter;
        held = held == null ? next : Buffers.appendBuffers(connection.getMemoryManager(), held, next);
        if (held.remaining() >= MAX_HELD) {
            read(false);
        }
    }

    /** The way on from a response that is whole. Selector thread only. */
    private void goOn() {
        WATCHED.remove(connection);
        if (!finish()) {
            return;
        }
        // The chain switches it on again where it has nothing more to do.
        read(false);
        ctx.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        if (!request.getProcessingState().isKeepAlive()) {
            return;
        }
        if (held == null) {
            ctx.resume(ctx.getStopAction());
        } else {
            // As the chain itself goes on with the rest of a read.
            Guard.phaseOf(connection).heard();
            ctx.setMessage(held);
            ctx.setFilterIdx(holder);
            ctx.resume();
        }
    }

    private void read(boolean on) {
        try {
            if (on) {
                connection.enableIOEvent(IOEvent.READ);
            } else {
                connection.disableIOEvent(IOEvent.READ);
            }
        } catch (IOException e) {
            Farewell.abort(connection);
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
        runAll();
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
        runAll();
    }

    private void runAll() {
        List<Runnable> all;
        synchronized (this) {
            all = whenOver;
            whenOver = List.of();
        }
        all.forEach(GrizzlyExchange::run);
    }

    private static void run(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException | Error e) {
            Enduring.survived(LOG, "told that an exchange is over", e);
        }
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
