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
    long timeMillis;

    /** When it leaves however often it is kept, by the Board's clock; {@link Life#NEVER}. */
    long last = Life.NEVER;

    /** For how long it is its owner's after that. */
    long reserveMillis;

    /** Gone: until when it is its owner's all the same. */
    long reservedTo;

    /** Present: not later than that. A life that is prolonged, as most are, moves nothing. */
    long lookAtMillis = Long.MAX_VALUE;

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

    /** Its life is over: the key is still its owner's for a while where that is because of the time that its owner set. */
    void bury(long sequence, long nowMillis) {
        reservedTo = nowMillis >= last ? last + reserveMillis : 0;
        timeMillis = nowMillis;
        entry = new Entry(
                sequence, entry.key(), gone, true, entry.version(), entry.since(), entry.lasting(), entry.from());
    }

    /** Whether nobody else can have it, though it has gone. */
    boolean isReserved(long nowMillis) {
        return entry.gone() && nowMillis < reservedTo;
    }

    /** It is nobody's any more once it has gone. */
    void release() {
        last = Life.NEVER;
        reservedTo = 0;
    }

    long size() {
        return OVERHEAD + (long) entry.size() + (entry.gone() ? 0 : gone.size());
    }
}
