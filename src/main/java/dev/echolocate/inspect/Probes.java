package dev.echolocate.inspect;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All probes of this server: connections that it opens to itself, so that people see what goes over the wire. Thread-safe.
 * Each has two threads of its own, one that reads and one that writes, and may block on nothing else.
 */
public final class Probes implements AutoCloseable {
    private static final int REST_SECONDS = 10;

    private final ProbeLimits limits;
    private final LongSupplier millis;
    private final @Nullable Supplier<X509Certificate> certificate;
    private final Budget places;
    private final Counters<Refusal> refusals;

    /** With the address that each has its place in the name of. */
    private final Map<Probe, Address> running = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor threads;
    private volatile boolean stopped;

    /**
     * @param places for probes at one time; 0 for none
     * @param certificate of this server, as it is now, the only one to be trusted; null where it is not known
     * @param millis a clock that only goes forward, in milliseconds
     * @param factory makes the threads; they should be daemons
     */
    public Probes(
            Budget places,
            ProbeLimits limits,
            Counters<Refusal> refusals,
            @Nullable Supplier<X509Certificate> certificate,
            LongSupplier millis,
            ThreadFactory factory) {
        this.places = places;
        this.refusals = refusals;
        this.limits = limits;
        this.millis = millis;
        this.certificate = certificate;
        // As many threads as the probes need, which are bounded; one that has just become free may not be seen yet.
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, REST_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Whether there are any at all. */
    public boolean isOff() {
        return places.limit() == 0;
    }

    /** Whether a connection that speaks TLS can be trusted: the certificate is known. */
    public boolean knowsCertificate() {
        return certificate != null;
    }

    /**
     * Opens one; doesn't wait for it, and calls nobody.
     *
     * @param who asks for it
     * @throws BadMessageException where there are as many as there may be
     */
    public Probe open(Address who, ProbeTarget target, ProbeWatcher watcher) throws BadMessageException {
        if (stopped) {
            throw new BadMessageException("stopping", "the server is stopping");
        }
        Taken taken = places.tryTake(who, 1);
        if (taken != Taken.YES) {
            refusals.count(Refusal.PROBES);
            throw full(taken);
        }
        Probe probe = new Probe(this, target, watcher);
        running.put(probe, who);
        // Where they have just been stopped, it never runs, and ends with its session.
        threads.execute(probe::run);
        return probe;
    }

    private static BadMessageException full(Taken taken) {
        return taken == Taken.OVER_SHARE
                ? new BadMessageException(
                        "share", "your address has as many probes as it may while others need them; close one")
                : new BadMessageException(
                        "probes_full", "as many probes as this server has are open; try again when one has gone");
    }

    /** To be called about once a second: ends those whose time is up. */
    public void sweep() {
        long now = now();
        running.keySet().forEach(probe -> probe.check(now));
    }

    /** Ends them all, and their threads. */
    @Override
    public void close() {
        stopped = true;
        running.keySet().forEach(probe -> probe.end(ProbeEnd.How.STOPPED));
        threads.shutdownNow();
    }

    void ended(Probe probe) {
        Address who = running.remove(probe);
        if (who != null) {
            places.give(who, 1);
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
        return certificate == null ? null : new PinnedTls(certificate.get());
    }
}
