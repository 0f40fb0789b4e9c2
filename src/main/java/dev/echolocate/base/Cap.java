package dev.echolocate.base;

import java.util.function.LongSupplier;

/**
 * A limit for all together, and what is used of it. Immutable; what it asks is thread-safe.
 *
 * @param setting what sets it, as in {@link Key#name}
 * @param used as of now; may be above the limit for a moment
 * @param limit at least 0
 */
public record Cap(String setting, LongSupplier used, LongSupplier limit) {
    /** That of a budget. */
    public static Cap of(String setting, Budget budget) {
        return new Cap(setting, budget::used, budget::limit);
    }
}
