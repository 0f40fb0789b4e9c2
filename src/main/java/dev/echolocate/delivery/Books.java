package dev.echolocate.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What is counted of a session: among all of its kind and, where somebody wants to know it at its end, for itself.
 * Thread-safe.
 *
 * @param ledger null where nobody wants to know
 */
record Books(Usage usage, @Nullable Ledger ledger) {
    /** Of a session that is not let in: it is none. */
    static Books none() {
        return new Books(new Usage(), null);
    }

    void took(long bytes) {
        usage.took(bytes);
        if (ledger != null) {
            ledger.took(bytes);
        }
    }

    void gave(long bytes) {
        usage.gave(bytes);
        if (ledger != null) {
            ledger.gave(bytes);
        }
    }
}
