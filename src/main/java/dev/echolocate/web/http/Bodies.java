package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.Admission;
import dev.echolocate.web.AssemblyBudget;
import jakarta.servlet.ServletInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Bodies of requests in containers that are not whole yet: what they may hold, and until when they must be. Thread-safe. */
public final class Bodies {
    private final AssemblyBudget assembly;
    private final Admission admission;
    private final long deadlineMillis;
    private final LongSupplier millis;
    private final Map<ServletBody, Long> unfinished = new ConcurrentHashMap<>();

    /**
     * @param assembly bytes that they hold, of all requests
     * @param admission counts those that are refused
     * @param deadline how long a body may take to arrive
     * @param millis a clock that only goes forward, in milliseconds
     */
    public Bodies(AssemblyBudget assembly, Admission admission, Duration deadline, LongSupplier millis) {
        this.assembly = assembly;
        this.admission = admission;
        this.deadlineMillis = deadline.toMillis();
        this.millis = millis;
    }

    /** To be called about once a second: refuses what is late, and gives back what it held. Waits for nobody. */
    public void sweep() {
        long now = millis.getAsLong();
        unfinished.forEach((body, until) -> {
            if (now - until >= 0) {
                body.late();
            }
        });
    }

    /**
     * Gathers one.
     *
     * @param taken once: the body, or null where it is longer than {@code max}
     * @param failed where it will never be whole: with the {@link Problem} to answer, or because the peer is gone
     */
    void gather(
            ServletInputStream in,
            int max,
            Address who,
            Consumer<byte @Nullable []> taken,
            Consumer<Throwable> failed) {
        ServletBody body = new ServletBody(in, max, assembly.open(who), taken, failed, this);
        unfinished.put(body, millis.getAsLong() + deadlineMillis);
        in.setReadListener(body);
    }

    void ended(ServletBody body) {
        unfinished.remove(body);
    }

    Problem tooMany() {
        admission.count(Refusal.BODIES);
        return new Problem(503, "busy", "too many request bodies at once; try again when some are answered");
    }

    Problem tooLate() {
        admission.count(Refusal.BODIES);
        return Problem.tooSlow("body", deadlineMillis);
    }
}
