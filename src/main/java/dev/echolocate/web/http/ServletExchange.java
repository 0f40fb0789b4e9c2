package dev.echolocate.web.http;

import dev.echolocate.base.Escapes;
import dev.echolocate.base.OneAtATime;
import dev.echolocate.base.Peer;
import dev.echolocate.delivery.Afterwards;
import dev.echolocate.inspect.Head;
import dev.echolocate.web.HeadSource;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An exchange in a servlet container. What happens to the response happens in {@link #step}, under one lock, whichever
 * thread it was woken on: containers allow no two threads on one response. Once the container has said that a request is
 * over, or has thrown, nothing of it is touched any more: Tomcat uses the objects of one request for the next.
 *
 * <p>No servlet can cut a connection. An exchange that is aborted while its peer takes nothing is left to the container's
 * own write time-out (Tomcat's connectionTimeout, Jetty's idleTimeout); it holds no thread meanwhile.
 */
final class ServletExchange implements Exchange {
    private static final Logger LOG = System.getLogger(ServletExchange.class.getName());

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Peer peer;
    private final Bodies bodies;
    private final AsyncContext async;
    private final ServletOutputStream out;
    private final OneAtATime steps = new OneAtATime(this::steps);
    private final Afterwards afterwards = new Afterwards();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status;

    // Set on any thread, for the step.
    private volatile @Nullable StreamChunk offered;
    private volatile boolean ended;
    private volatile @Nullable Throwable broken;
    private volatile boolean possible;

    /** Held for moments: no method of the container that is called under it blocks. */
    private final Object lock = new Object();

    // Under the lock.
    private boolean headed;
    private @Nullable StreamChunk writing;
    private boolean written;
    private boolean flushed;

    /** The response is the container's again. */
    private boolean untouchable;

    /** @param bodies of all requests, that are not whole yet */
    ServletExchange(HttpServletRequest request, HttpServletResponse response, Peer peer, Bodies bodies)
            throws IOException {
        this.request = request;
        this.peer = peer;
        this.response = response;
        this.bodies = bodies;
        this.async = request.startAsync(request, response);
        async.setTimeout(0);
        async.addListener(new Completion());
        this.out = response.getOutputStream();
        // From then on it can be written to, once the container has its own thread back: nothing is touched before.
        out.setWriteListener(new Writing());
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return Escapes.undone(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public Head head() {
        return HeadSource.of(request);
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void body(int max, Consumer<byte @Nullable []> taken) {
        if (request.getContentLengthLong() > max) {
            taken.accept(null);
            return;
        }
        try {
            ServletInputStream in = request.getInputStream();
            bodies.gather(in, max, peer.address(), taken, this::noBody);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void set(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void begin(int status, Map<String, String> headers) {
        this.status = status;
        this.headers.putAll(headers);
    }

    @Override
    public void write(byte[] bytes, Consumer<@Nullable Throwable> done) {
        offered = new StreamChunk(bytes, done);
        steps.run();
    }

    @Override
    public void end() {
        ended = true;
        steps.run();
    }

    @Override
    public void abort() {
        fail(new IOException("aborted"));
    }

    @Override
    public void whenOver(Runnable run) {
        afterwards.add(run);
    }

    private void noBody(Throwable why) {
        if (why instanceof Problem problem) {
            set("Connection", "close");
            Reply.problem(this, problem);
        } else {
            fail(why);
        }
    }

    private void fail(Throwable why) {
        if (broken == null) {
            broken = why;
        }
        steps.run();
    }

    private void steps() {
        while (step()) {
            // Each run is done with one write, and tells of it without the lock.
        }
    }

    /** Goes as far as it can; true where a write was done, and there may be more to do. */
    private boolean step() {
        StreamChunk write;
        Throwable why;
        synchronized (lock) {
            if (writing == null) {
                writing = offered;
                offered = null;
                written = false;
                flushed = false;
            }
            try {
                if (!goOn()) {
                    return false;
                }
            } catch (IOException | RuntimeException e) {
                // Whatever a container throws where the peer is gone. It tells so once more, and is done with it then.
                LOG.log(Level.DEBUG, "an exchange breaks: {0}", e.toString());
                untouchable = true;
                broken = e;
            }
            why = broken;
            write = writing;
            writing = null;
        }
        if (write != null) {
            write.done.accept(why);
        }
        if (why != null) {
            afterwards.run(Runnable::run);
        }
        return write != null;
    }

    /** Under the lock; whether the write is done, well or not. */
    private boolean goOn() throws IOException {
        if (broken != null) {
            giveUp();
            return true;
        }
        if (!possible || untouchable) {
            return false;
        }
        if (writing != null) {
            return wrote(writing);
        }
        if (ended && !headed) {
            // GlassFish forgets the status of a response that is complete before it has begun.
            writing = new StreamChunk(new byte[0], failure -> {});
            return wrote(writing);
        }
        if (ended) {
            complete();
        }
        return false;
    }

    /** Whether the container has taken them all, and can take more. */
    private boolean wrote(StreamChunk write) throws IOException {
        if (!headed) {
            writeHead();
            if (!headers.containsKey("Content-Length") && out.isReady()) {
                // Open Liberty's first flush sends no more than the head, even if that is not all there is.
                out.flush();
            }
        }
        if (!out.isReady()) {
            return false;
        }
        if (!written) {
            written = true;
            if (write.bytes.length > 0) {
                out.write(write.bytes);
            }
            if (!out.isReady()) {
                return false;
            }
        }
        if (!flushed) {
            flushed = true;
            out.flush();
        }
        return out.isReady();
    }

    private void writeHead() {
        if (headed) {
            return;
        }
        headed = true;
        response.setStatus(status);
        headers.forEach(response::setHeader);
    }

    /** While it takes nothing, only the container can end it: its completion would wait for the peer. */
    private void giveUp() {
        if (possible && !untouchable && out.isReady()) {
            complete();
        }
    }

    private void complete() {
        writeHead();
        untouchable = true;
        async.complete();
    }

    /** The container is done with it, or wants to be: on its thread. */
    private void gone(Throwable why, boolean completed) {
        synchronized (lock) {
            untouchable = true;
            if (!completed) {
                completeAsIs();
            }
        }
        fail(why);
    }

    private void completeAsIs() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "an exchange is complete already: {0}", e.toString());
        }
    }

    private final class Writing implements WriteListener {
        @Override
        public void onWritePossible() {
            possible = true;
            steps.run();
        }

        @Override
        public void onError(Throwable why) {
            gone(why, false);
        }
    }

    private final class Completion implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            gone(new IOException("the request is over"), true);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            onError(event);
        }

        @Override
        public void onError(AsyncEvent event) {
            Throwable why = event.getThrowable();
            gone(why == null ? new IOException("the connection is gone") : why, false);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is started once.
        }
    }
}
