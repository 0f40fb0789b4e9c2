package dev.echolocate.presence;

import dev.echolocate.feed.Entry;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.Life;
import org.jspecify.annotations.Nullable;

/** What somebody wants to write under a key, given what is there. */
@FunctionalInterface
public interface Proposal {
    /**
     * Asked again where more turns out to be there than was known: it must not do anything.
     *
     * @param before what is there, as far as is known; null: nothing
     */
    Change write(@Nullable Entry before);

    /**
     * What is written.
     *
     * @param version above that of what is there, or it changes nothing that readers see
     * @param untilMillis when it leaves however often it is renewed, in milliseconds since the epoch, {@link Life#NEVER}, or
     *     {@link Life#KEPT}
     * @param here what readers are told now
     * @param gone what they are told when it has left
     * @param insists whether a session holds on to its key while visits of its owner write there, and tells this again when they
     *     leave; else who wrote last has the key
     */
    record Change(long version, long untilMillis, Item here, Item gone, boolean insists) {
        /** As above, and it may be renewed for ever. */
        public Change(long version, Item here, Item gone, boolean insists) {
            this(version, Life.NEVER, here, gone, insists);
        }

        /** Whether it was to leave by now. */
        boolean isOver(long now) {
            return untilMillis != Life.KEPT && untilMillis <= now;
        }

        /** The same, with the time that an earlier one has set where this one sets none. */
        Change after(@Nullable Change before) {
            return untilMillis == Life.KEPT && before != null
                    ? new Change(version, before.untilMillis, here, gone, insists)
                    : this;
        }

        Change at(long version) {
            return new Change(version, untilMillis, here, gone, insists);
        }
    }
}
