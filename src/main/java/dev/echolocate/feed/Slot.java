package dev.echolocate.feed;

import dev.echolocate.base.Address;

/** A key of a {@link LocalBoard}, present or gone. Guarded by the Board. */
final class Slot {
    /** Bytes of heap that it costs besides its entry. */
    static final int OVERHEAD = 160;

    /** The sequence that it began with, which makes it unique. */
    final long first;

    Entry entry;
    Item gone;
    String proof;
    String lease;

    /** Present: when its life ends. Gone: when it left. */
    long time;

    /** Present: not later than that. A life that is prolonged, as most are, moves nothing. */
    long lookAt = Long.MAX_VALUE;

    Slot(Entry entry, Put put) {
        this.first = entry.sequence();
        this.entry = entry;
        this.gone = put.gone;
        this.proof = put.owner.proof();
        this.lease = put.owner.lease();
    }

    void become(Entry entry, Put put) {
        this.entry = entry;
        this.gone = put.gone;
        this.lease = put.owner.lease();
    }

    /** Who brought the key: in whose name it and its bytes are counted. */
    Address from() {
        return entry.from();
    }

    /** Its life is over. */
    void bury(long sequence) {
        entry = new Entry(sequence, entry.key(), gone, true, entry.version(), entry.since(), entry.from());
    }

    long size() {
        return OVERHEAD + (long) entry.size() + (entry.gone() ? 0 : gone.size());
    }
}
