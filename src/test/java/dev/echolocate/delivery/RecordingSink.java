package dev.echolocate.delivery;

import dev.echolocate.base.Address;
import dev.echolocate.web.CloseCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A peer in the test's hand: remembers what it was given, and completes as it is told to. */
class RecordingSink implements Sink {
    /** How sends go. */
    enum Way {
        AT_ONCE,
        /** On another thread. */
        LATER,
        /** Not until {@link #release}. */
        HELD,
        FAILURE,
        EXCEPTION,
        ERROR
    }

    private static final Executor ELSEWHERE = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "elsewhere");
        thread.setDaemon(true);
        return thread;
    });

    final CompletableFuture<Subscriber> subscriber = new CompletableFuture<>();
    final AtomicInteger pings = new AtomicInteger();
    final AtomicInteger aborts = new AtomicInteger();
    final AtomicInteger endings = new AtomicInteger();
    private final List<Frame> frames = new ArrayList<>();
    private final Queue<Consumer<@Nullable Throwable>> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Way way;
    volatile boolean overlapped;
    volatile boolean answersPings = true;
    volatile boolean endsWhenAsked = true;
    volatile int closeCode;
    volatile Address address = Address.UNKNOWN;
    volatile boolean sendBlocks;
    volatile boolean livesByTaking;
    volatile boolean sendIsWork;

    RecordingSink(Way way) {
        this.way = way;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public boolean sendBlocks() {
        return sendBlocks;
    }

    @Override
    public boolean sendIsWork() {
        return sendIsWork;
    }

    @Override
    public boolean livesByTaking() {
        return livesByTaking;
    }

    @Override
    public void send(Frame frame, Consumer<@Nullable Throwable> done) {
        begin();
        synchronized (frames) {
            frames.add(frame);
        }
        switch (way) {
            case AT_ONCE -> complete(done, null);
            case LATER -> ELSEWHERE.execute(() -> complete(done, null));
            case HELD -> {
                held.add(done);
                if (way != Way.HELD) {
                    release();
                }
            }
            case FAILURE -> complete(done, new java.io.IOException("gone"));
            case EXCEPTION -> throw new IllegalStateException("a container may throw this");
            case ERROR -> throw new AssertionError("and this");
        }
    }

    private void begin() {
        if (inFlight.incrementAndGet() > 1) {
            overlapped = true;
        }
    }

    private void complete(Consumer<@Nullable Throwable> done, @Nullable Throwable why) {
        inFlight.decrementAndGet();
        done.accept(why);
    }

    /** Completes what is held, and what comes to be held meanwhile. */
    void release() {
        while (releaseOne()) {
            // The next one.
        }
    }

    /** Completes the one send that is held; false where none is. */
    boolean releaseOne() {
        Consumer<@Nullable Throwable> done = held.poll();
        if (done != null) {
            complete(done, null);
        }
        return done != null;
    }

    /** How sends go from now on; what is held goes on, too. */
    void go(Way now) {
        way = now;
        if (now != Way.HELD) {
            release();
        }
    }

    boolean holds() {
        return !held.isEmpty();
    }

    @Override
    public void ping() {
        begin();
        inFlight.decrementAndGet();
        pings.incrementAndGet();
        if (answersPings) {
            subscriber.thenAccept(Subscriber::heard);
        }
    }

    @Override
    public void close(End how) {
        int code = CloseCodes.of(how);
        begin();
        if (closeCode == 0) {
            closeCode = code;
        }
        if (endsWhenAsked) {
            subscriber.thenAccept(Subscriber::closed);
        }
    }

    @Override
    public void abort() {
        aborts.incrementAndGet();
    }

    /** What was sent, in order; binary as its length. */
    List<String> texts() {
        synchronized (frames) {
            return frames.stream().map(RecordingSink::text).toList();
        }
    }

    /** The same, without what every frame says and few tests are about. */
    List<String> bare() {
        return texts().stream()
                .map(frame -> frame.replaceAll(",\"(now|beat)\":[0-9]+", ""))
                .toList();
    }

    int count() {
        synchronized (frames) {
            return frames.size();
        }
    }

    private static String text(Frame frame) {
        String text = frame.text();
        byte[] binary = frame.binary();
        return text != null ? text : String.valueOf(binary == null ? 0 : binary.length);
    }

    String last() {
        List<String> texts = texts();
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }
}
