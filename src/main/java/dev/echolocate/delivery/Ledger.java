package dev.echolocate.delivery;

import dev.echolocate.base.Address;

/** What one session has brought and got, where somebody wants to know it at its end. Thread-safe. */
final class Ledger {
    private final long begun;
    private final long since;
    private long messagesIn;
    private long bytesIn;
    private long messagesOut;
    private long bytesOut;

    /**
     * @param begun milliseconds since the epoch
     * @param since milliseconds of the delivery's clock
     */
    Ledger(long begun, long since) {
        this.begun = begun;
        this.since = since;
    }

    synchronized void took(long bytes) {
        messagesIn++;
        bytesIn += bytes;
    }

    synchronized void gave(long bytes) {
        messagesOut++;
        bytesOut += bytes;
    }

    /** @param now milliseconds of the delivery's clock */
    synchronized Over over(SessionKind kind, Address address, long now, Ending why) {
        return new Over(kind, address, begun, now - since, why, messagesIn, bytesIn, messagesOut, bytesOut);
    }
}
