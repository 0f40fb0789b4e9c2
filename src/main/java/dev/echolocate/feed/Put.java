package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget.Taken;
import org.jspecify.annotations.Nullable;

/** One put to a {@link LocalBoard}: what is wanted, what was there, and what it lacked. Guarded by the Board. */
final class Put {
    final String key;
    final Owner owner;
    final long version;
    final Life life;
    final Item here;
    final Item gone;

    Taken taken = Taken.YES;
    Address payer;
    long growth;

    /** What was there when it was judged. */
    @Nullable
    Entry before;

    Put(String key, Owner owner, long version, Life life, Item here, Item gone) {
        this.key = key;
        this.owner = owner;
        this.version = version;
        this.life = life;
        this.here = here;
        this.gone = gone;
        this.payer = owner.address();
    }

    /** As in {@link Slot#size}. */
    long size() {
        return Slot.OVERHEAD + (long) entry(0, 0, payer).size() + gone.size();
    }

    /** What is stored of it where its key was absent. */
    Entry entry(long sequence, long since, Address from) {
        return new Entry(sequence, key, here, false, version, since, sequence, from);
    }

    /** What is stored of it in place of what was there. */
    Entry after(Entry old, long sequence) {
        long lasting = here.lastsAs(old.item()) ? old.lasting() : sequence;
        return new Entry(sequence, key, here, false, version, old.since(), lasting, old.from());
    }

    /** Bytes that it adds, in somebody's name; false where they can't be had. */
    boolean take(SharedMemory memory, Address payer, long growth) {
        this.payer = payer;
        this.growth = growth;
        taken = memory.take(payer, growth);
        return taken == Taken.YES;
    }

    Outcome refused() {
        return taken == Taken.FULL ? Outcome.FULL : Outcome.BYTES_OVER_SHARE;
    }
}
