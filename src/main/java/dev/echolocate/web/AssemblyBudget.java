package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Cap;
import dev.echolocate.base.Key;

/**
 * What messages and bodies that are not whole yet may hold, of all sessions together, with a share for each address. A
 * quarter of it is for small ones alone: whoever gathers large ones, or never finishes them, refuses nobody a small one.
 * Thread-safe.
 */
public final class AssemblyBudget {
    public static final Key<Long> MAX_TOTAL = Key.heapShare("gather.max-total", 8)
            .means("Heap for messages of which not all has come, of all sessions together. A quarter of it is for"
                    + " messages of up to 64 KiB alone. A message that would exceed it closes its session with 1013. A"
                    + " message closes its session with 1008 if it is not whole within 60 s and a second for each 32 KiB"
                    + " of it that have come, or if nothing of it comes for 20 s.");

    /** A message of so many bytes is small, whatever it holds while it grows: two bytes of heap for each. */
    static final int SMALL = 64 * 1024;

    private static final long SMALL_HEAP = 2L * SMALL;
    private static final int QUARTER = 4;

    private final Budget small;
    private final Budget large;

    /**
     * @param total bytes of heap
     * @param shares whether an address has no more than a share while most of it is in use
     */
    public AssemblyBudget(long total, boolean shares) {
        this(new Budget(total / QUARTER, shares), new Budget(total - total / QUARTER, shares));
    }

    AssemblyBudget(Budget small, Budget large) {
        this.small = small;
        this.large = large;
    }

    /** All of it. */
    public Cap cap() {
        return new Cap("gather.max-total", this::used, () -> small.limit() + large.limit());
    }

    /** Bytes that are held now. */
    public long used() {
        return small.used() + large.used();
    }

    /** For one message or body, or one after another. */
    public Hold open(Address who) {
        return new Hold(who);
    }

    /** What one of them holds. Confined to whoever gathers it. */
    public final class Hold {
        private final Address who;
        private long ofSmall;
        private long ofLarge;

        private Hold(Address who) {
            this.who = who;
        }

        /** Takes so much more, or nothing: false says that there is no room. */
        public boolean take(long bytes) {
            if (ofLarge == 0 && ofSmall + bytes <= SMALL_HEAP && small.tryTake(who, bytes) == Budget.Taken.YES) {
                ofSmall += bytes;
                return true;
            }
            // It is large now, all of it; or there are too many small ones.
            if (large.tryTake(who, ofSmall + bytes) != Budget.Taken.YES) {
                return false;
            }
            small.give(who, ofSmall);
            ofLarge += ofSmall + bytes;
            ofSmall = 0;
            return true;
        }

        /** Gives back all that it holds. */
        public void release() {
            if (ofSmall > 0) {
                small.give(who, ofSmall);
                ofSmall = 0;
            }
            if (ofLarge > 0) {
                large.give(who, ofLarge);
                ofLarge = 0;
            }
        }
    }
}
