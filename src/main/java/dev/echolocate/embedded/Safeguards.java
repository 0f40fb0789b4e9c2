package dev.echolocate.embedded;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a server shares with the program that it is part of, besides its settings.
 *
 * @param refusals whoever is refused is counted there
 * @param shares whether what is limited for all has a share for each address
 * @param watch is told what can't be survived; null where the process isn't ours to end
 */
public record Safeguards(
        Counters<Refusal> refusals,
        boolean shares,
        @Nullable Watch watch) {
    /** Counts for itself, in a process that isn't ours to end. */
    public static Safeguards alone() {
        return new Safeguards(new Counters<>(Refusal.class), true, null);
    }

    /** Something was thrown that may not be survivable. */
    void failed(Throwable error) {
        if (watch != null) {
            watch.failed(error);
        }
    }
}
