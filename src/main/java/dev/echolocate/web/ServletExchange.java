package dev.echolocate.web;

import dev.echolocate.base.Budget;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An exchange in a servlet container. What happens to the response happens in {@link #step}, one run at a time, whichever
 * thread it was woken on: containers allow no two threads on one response.
 *
 * <p>No servlet can cut a connection. An exchange that is aborted while its peer takes nothing is left to the container's
 * own write time-out (Tomcat's connectionTimeout, Jetty's idleTimeout); it holds no thread meanwhile.
 */
final class ServletExchange implements Exchange {
    private static final Logger LOG = System.getLogger(ServletExchange.class.getName());

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Budget gathering;
    private final AsyncContext async;
    private final AtomicInteger wakeups = new AtomicInteger();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status;

    // Set on any thread, for the step.
    private volatile @Nullable Outgoing offered;
    private volatile boolean ended;
    private volatile @Nullable Throwable broken;
    private volatile boolean possible;
    private volatile boolean gone;

    // Of the step.
    private @Nullable ServletOutputStream out;
    private @Nullable Outgoing writing;
    private boolean written;
    private boolean flushed;
    private boolean completed;

    /** Guarded by {@link #afterwards}. */
    private boolean over;

    /** @param gathering what bodies that are not whole yet may hold, of all requests */
    ServletExchange(HttpServletRequest request, HttpServletResponse response, Budget gathering) {
        this.request = request;
        this.response = response;
        this.gathering = gathering;
        this.async = request.startAsync(request, response);
        async.setTimeout(0);
        async.addListener(new Ending());
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getRequestURI().substring(request.getContextPath().length());
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
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public @Nullable String user() {
        return request.getRemoteUser();
    }

    @Override
    public void body(int max, Consumer<byte @Nullable []> taken) {
        if (request.getContentLengthLong() > max) {
            taken.accept(null);
            return;
        }
        try {
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new ServletBody(in, max, gathering, taken, this::fail));
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
        offered = new Outgoing(bytes, done);
        wake();
    }

    @Override
    public void end() {
        ended = true;
        wake();
    }

    @Override
    public void abort() {
        fail(new IOException("aborted"));
    }

    @Override
    public void whenOver(Runnable run) {
        synchronized (afterwards) {
            if (!over) {
                afterwards.add(run);
                return;
            }
        }
        run.run();
    }

    private void fail(Throwable why) {
        if (broken == null) {
            broken = why;
        }
        wake();
    }

    private void wake() {
        if (wakeups.getAndIncrement() == 0) {
            int seen;
            do {
                seen = wakeups.get();
                try {
                    step();
                } catch (IOException | RuntimeException e) {
                    // Whatever a container throws where the peer is gone.
                    LOG.log(Level.DEBUG, "an exchange ends: {0}", e.toString());
                    broken = e;
                    breakOff(e);
                }
            } while (wakeups.addAndGet(-seen) != 0);
        }
    }

    private void step() throws IOException {
        Throwable broken = this.broken;
        if (broken != null) {
            breakOff(broken);
            return;
        }
        while (true) {
            Outgoing write = writing;
            if (write == null) {
                write = offered;
                offered = null;
                writing = write;
                written = false;
                flushed = false;
            }
            if (write == null) {
                break;
            }
            if (completed || !wrote(write)) {
                return;
            }
            writing = null;
            write.done.accept(null);
        }
        if (ended) {
            complete();
        }
    }

    /** Whether the container has taken them all, and can take more. */
    private boolean wrote(Outgoing write) throws IOException {
        ServletOutputStream out = this.out;
        if (out == null) {
            head();
            out = response.getOutputStream();
            this.out = out;
            // It says at once, but on a thread of its own, that something can be written.
            out.setWriteListener(new Writing());
            return false;
        }
        if (!possible || !out.isReady()) {
            return false;
        }
        if (!written) {
            written = true;
            out.write(write.bytes);
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

    private void head() {
        response.setStatus(status);
        headers.forEach(response::setHeader);
    }

    /** While it takes nothing, only the container can end it; its completion would wait for the peer. */
    private void breakOff(Throwable why) {
        Outgoing write = writing;
        Outgoing next = offered;
        writing = null;
        offered = null;
        boolean stalled = out != null && !gone && !ready();
        if (!stalled) {
            complete();
        }
        for (Outgoing each : new Outgoing[] {write, next}) {
            if (each != null) {
                each.done.accept(why);
            }
        }
        over();
    }

    private boolean ready() {
        ServletOutputStream out = this.out;
        try {
            return out == null || out.isReady();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private void complete() {
        if (completed) {
            return;
        }
        completed = true;
        try {
            if (out == null && broken == null) {
                head();
            }
            async.complete();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "an exchange is complete already: {0}", e.toString());
        }
        over();
    }

    private void over() {
        List<Runnable> runs;
        synchronized (afterwards) {
            over = true;
            runs = List.copyOf(afterwards);
            afterwards.clear();
        }
        runs.forEach(Runnable::run);
    }

    private final class Writing implements WriteListener {
        @Override
        public void onWritePossible() {
            possible = true;
            wake();
        }

        @Override
        public void onError(Throwable why) {
            gone = true;
            fail(why);
        }
    }

    private final class Ending implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            gone = true;
            fail(new IOException("the request is over"));
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            onError(event);
        }

        @Override
        public void onError(AsyncEvent event) {
            gone = true;
            Throwable why = event.getThrowable();
            fail(why == null ? new IOException("the connection is gone") : why);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is started once.
        }
    }
}
