package dev.echolocate.delivery;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Spread;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is counted of sessions: how they end, what they bring and get, how late they are told. Thread-safe, never blocks. */
public final class SessionCounts {
    private final Counters<Ending> endings = new Counters<>(Ending.class);
    private final Counters<Refusal> refusals;
    private final Map<SessionKind, Usage> usages = new ConcurrentHashMap<>();
    private final Spread lags = new Spread(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);
    private volatile @Nullable Consumer<Over> told;

    /** @param refusals counts the sessions that end because something was too much */
    SessionCounts(Counters<Refusal> refusals) {
        this.refusals = refusals;
    }

    /**
     * From now on, sessions that begin are counted each for itself, and somebody is told of their ends.
     *
     * @param over called on threads of the hub's: it only marks
     */
    public void tell(Consumer<Over> over) {
        told = over;
    }

    /** What sessions of a kind have brought and got, and requests in place of them. */
    public Usage usage(SessionKind kind) {
        return usages.computeIfAbsent(kind, any -> new Usage());
    }

    /** How late flushes were: from when one was due until the last stripe had told its subscribers. */
    public Spread lags() {
        return lags;
    }

    /** How many sessions have ended since the start, and why. */
    public Counters<Ending> endings() {
        return endings;
    }

    /** For a session that begins. */
    Books books(SessionKind kind, long epochMillis, long millis) {
        return new Books(usage(kind), told == null ? null : new Ledger(epochMillis, millis));
    }

    void ended(Ending why) {
        endings.count(why);
        Refusal refusal = why.refusal();
        if (refusal != null) {
            refusals.count(refusal);
        }
    }

    void over(Over session) {
        Consumer<Over> told = this.told;
        if (told != null) {
            told.accept(session);
        }
    }
}
