package dev.echolocate.delivery;

import dev.echolocate.base.Address;

/** What one session has brought and got, where somebody wants to know it at its end. Thread-safe. */
final class Ledger {
    private final long begunEpochMillis;
    private final long sinceMillis;
    private long messagesIn;
    private long bytesIn;
    private long messagesOut;
    private long bytesOut;

    /**
     * @param begunEpochMillis milliseconds since the epoch
     * @param sinceMillis milliseconds of the delivery's clock
     */
    Ledger(long begunEpochMillis, long sinceMillis) {
        this.begunEpochMillis = begunEpochMillis;
        this.sinceMillis = sinceMillis;
    }

    synchronized void took(long bytes) {
        messagesIn++;
        bytesIn += bytes;
    }

    synchronized void gave(long bytes) {
        messagesOut++;
        bytesOut += bytes;
    }

    /** @param nowMillis milliseconds of the delivery's clock */
    synchronized Over over(SessionKind kind, Address address, long nowMillis, Ending why) {
        return new Over(
                kind,
                address,
                begunEpochMillis,
                nowMillis - sinceMillis,
                why,
                messagesIn,
                bytesIn,
                messagesOut,
                bytesOut);
    }
}
