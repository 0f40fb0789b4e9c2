package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.FairQueue;
import dev.echolocate.base.Key;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers that cost processor time or wait for a disk, made on a few threads of their own instead of those that serve connections. What waits
 * is served by address in turn, and bounded; so is what was made and nobody reads. Whoever doesn't fit is told at once. What
 * waits for a peer that goes is forgotten. Thread-safe, never blocks.
 */
public final class Work implements AutoCloseable {
    public static final Key<Integer> QUEUED = Key.whole("work.queued", 256, 1, 100_000)
            .means("Answers that cost processor time (QR codes; frames that are decoded and encoded for"
                    + " `inspect.html`) and are being made, or wait for it. Half of the processors make them, for one"
                    + " address after the other. One more is refused with 503.");

    public static final Key<Long> MAX_UNREAD = Key.heapShare("work.max-unread", 32)
            .means("Bytes of these answers, and of tiles of `map.file`, that their clients have not read yet. One more"
                    + " answer is refused with 503.");

    private static final int REST_SECONDS = 10;
    private static final String LATER = "; try again in " + Problem.RETRY_SECONDS + " seconds";

    private static final String UNREAD = "too many answers wait to be read";

    private final String name;
    private final int threads;
    private final Budget places;
    private final Budget unread;
    private final Counters<Refusal> refusals;
    private final ThreadPoolExecutor executor;

    /** Guarded by itself, as what follows it. */
    private final FairQueue<Task> waiting = new FairQueue<>();

    private int working;
    private boolean closed;

    /** What makes an answer. */
    interface Made {
        Content make() throws Problem, BadMessageException;
    }

    private record Task(Exchange exchange, Address who, Made answer) {}

    /**
     * Starts no thread yet.
     *
     * @param name a word, for figures
     * @param threads at least 1
     * @param places for answers that wait to be made, or are being made
     * @param unread bytes of answers that were made and are not sent yet
     * @param factory makes the threads; they should be daemons
     */
    public Work(
            String name, int threads, Budget places, Budget unread, Counters<Refusal> refusals, ThreadFactory factory) {
        this.name = name;
        this.threads = threads;
        this.places = places;
        this.unread = unread;
        this.refusals = refusals;
        executor = new ThreadPoolExecutor(
                threads, threads, REST_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        executor.allowCoreThreadTimeOut(true);
        // Only once it is closed, and then nothing waits any more.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Has an answer made, and gives it, or refuses. What it throws ends this exchange.
     *
     * @param answer runs on a thread of ours, once at most; it may ask nothing of the exchange, which may be over by then
     */
    void run(Exchange exchange, Made answer) {
        Task task = new Task(exchange, exchange.peer().address(), answer);
        Taken taken = places.tryTake(task.who, 1);
        if (taken != Taken.YES) {
            refuse(
                    exchange,
                    taken == Taken.OVER_SHARE ? "share" : "busy",
                    taken == Taken.OVER_SHARE
                            ? "your address has as much to be computed as it may while others wait, too" + LATER
                            : "as much waits to be computed as may" + LATER);
            return;
        }
        boolean idle;
        boolean late;
        synchronized (waiting) {
            late = closed;
            idle = !late && working < threads;
            if (idle) {
                working++;
            }
            if (!late) {
                waiting.add(task.who, task);
            }
        }
        if (late) {
            stop(task);
            return;
        }
        if (idle) {
            executor.execute(this::work);
        }
        exchange.whenOver(() -> forget(task));
    }

    /**
     * Refuses where the address leaves as much unread as it may while others need it, too: true where it did. Ask before an
     * answer is made that {@link #send} would refuse.
     */
    boolean refused(Exchange exchange) {
        boolean crowded = unread.crowded(exchange.peer().address());
        if (crowded) {
            refuse(exchange, "busy", UNREAD + LATER);
        }
        return crowded;
    }

    /** Gives an answer that is made already, or refuses where too many bytes wait to be read. */
    void send(Exchange exchange, Content content) {
        send(exchange, exchange.peer().address(), content);
    }

    private void send(Exchange exchange, Address who, Content content) {
        int length = content.bytes.length;
        if (unread.tryTake(who, length) == Taken.YES) {
            Reply.content(exchange, content, failure -> unread.give(who, length));
        } else {
            refuse(exchange, "busy", UNREAD + LATER);
        }
    }

    /** Its threads, and what waits for them. */
    public Threads look() {
        synchronized (waiting) {
            return new Threads(name, working, threads, Math.max(0, places.used() - working), places.limit());
        }
    }

    private void refuse(Exchange exchange, String code, String why) {
        refusals.count(Refusal.WORK);
        Reply.problem(exchange, new Problem(503, code, why));
    }

    private void work() {
        for (Task task = next(); task != null; task = next()) {
            try {
                send(task.exchange, task.who, task.answer.make());
            } catch (Problem | BadMessageException | RuntimeException | Error e) {
                fail(task.exchange, e);
            } finally {
                places.give(task.who, 1);
            }
        }
    }

    private static void fail(Exchange exchange, Throwable why) {
        try {
            Reply.failed(exchange, why);
        } catch (RuntimeException | Error e) {
            // It has begun: all that can be said of an answer that is not whole.
            Enduring.tell(e);
            exchange.abort();
        }
    }

    /** Null where nothing waits: then this thread is no longer at work. */
    private @Nullable Task next() {
        synchronized (waiting) {
            Task next = waiting.poll();
            if (next == null) {
                working--;
            }
            return next;
        }
    }

    private void forget(Task task) {
        boolean waited;
        synchronized (waiting) {
            waited = waiting.remove(task.who, task);
        }
        if (waited) {
            places.give(task.who, 1);
        }
    }

    private void stop(Task task) {
        places.give(task.who, 1);
        refusals.count(Refusal.STOPPING);
        Reply.problem(task.exchange, new Problem(503, "stopping", "the server is stopping"));
    }

    /** Refuses what waits. */
    @Override
    public void close() {
        List<Task> unmade = new ArrayList<>();
        synchronized (waiting) {
            closed = true;
            for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
                unmade.add(task);
            }
        }
        executor.shutdown();
        unmade.forEach(this::stop);
    }
}
