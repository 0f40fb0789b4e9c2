package dev.echolocate.inspect;

import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All probes of this server: connections that it opens to itself, so that people see what goes over the wire. Thread-safe.
 * Each has two threads of its own, one that reads and one that writes, and may block on nothing else.
 */
public final class Probes implements AutoCloseable {
    private static final int REST_SECONDS = 10;

    private final ProbeLimits limits;
    private final LongSupplier millis;
    private final @Nullable PinnedTls tls;
    private final Semaphore free;
    private final Set<Probe> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private volatile boolean stopped;

    /**
     * @param certificate of this server, the only one to be trusted; null where it is not known
     * @param millis a clock that only goes forward, in milliseconds
     * @param factory makes the threads; they should be daemons
     */
    public Probes(
            ProbeLimits limits, @Nullable X509Certificate certificate, LongSupplier millis, ThreadFactory factory) {
        this.limits = limits;
        this.millis = millis;
        this.tls = certificate == null ? null : new PinnedTls(certificate);
        this.free = new Semaphore(limits.most());
        // As many threads as the probes need, which are bounded; one that has just become free may not be seen yet.
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, REST_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Whether there are any at all. */
    public boolean isOff() {
        return limits.most() == 0;
    }

    /** Whether a connection that speaks TLS can be trusted: the certificate is known. */
    public boolean knowsCertificate() {
        return tls != null;
    }

    /**
     * Opens one; doesn't wait for it, and calls nobody.
     *
     * @return null where there are as many as there may be
     */
    public @Nullable Probe open(ProbeTarget target, ProbeWatcher watcher) {
        if (stopped || !free.tryAcquire()) {
            return null;
        }
        Probe probe = new Probe(this, target, watcher);
        running.add(probe);
        // Where they have just been stopped, it never runs, and ends with its session.
        threads.execute(probe::run);
        return probe;
    }

    /** To be called about once a second: ends those whose time is up. */
    public void sweep() {
        long now = now();
        running.forEach(probe -> probe.check(now));
    }

    /** Ends them all, and their threads. */
    @Override
    public void close() {
        stopped = true;
        running.forEach(probe -> probe.end(ProbeEnd.Kind.STOPPED));
        threads.shutdownNow();
    }

    void ended(Probe probe) {
        if (running.remove(probe)) {
            free.release();
        }
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    long now() {
        return millis.getAsLong();
    }

    ProbeLimits limits() {
        return limits;
    }

    @Nullable
    PinnedTls tls() {
        return tls;
    }
}
