package dev.echolocate.feed;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget.Taken;

/** The bytes of all feeds, each in the name of the address that brought it. */
interface Memory {
    /** Takes all of it or nothing. It takes no lock: it may be called under a feed's. */
    Taken take(Address who, long bytes);

    /** Gives back; may be called under a feed's lock. */
    void give(Address who, long bytes);

    /**
     * Makes room, at the expense of Logs. Never under a feed's lock.
     *
     * @param why what {@link #take} said
     * @return whether it is worth while to take again
     */
    boolean relieve(Taken why, Address who, long bytes);

    /** A Log has become larger or smaller, or has gone. Never under a feed's lock. */
    void weigh(LocalLog log);
}
