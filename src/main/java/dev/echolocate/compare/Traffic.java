package dev.echolocate.compare;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of those channels that somebody looks at. Counting begins with the first look and ends {@value #LEASE_MILLIS} ms
 * after the last one; what is not looked at costs a look-up in an empty map. Thread-safe.
 */
public final class Traffic {
    /** How long a look lasts: a page in a hidden tab can look once a minute, and that not on time. */
    public static final long LEASE_MILLIS = 90_000;

    private final Budget places;
    private final LongSupplier millis;
    private final Map<String, Counted> channels = new ConcurrentHashMap<>();

    private static final class Counted {
        final Map<Way, Tally> tallies = new EnumMap<>(Way.class);
        /** Who looked first. */
        final Address who;
        /** Guarded by the registry. */
        long lastLook;

        Counted(Address who) {
            this.who = who;
            for (Way way : Way.values()) {
                tallies.put(way, new Tally());
            }
        }
    }

    /**
     * What somebody sees.
     *
     * @param taken why not, where it is nothing
     * @param figures since somebody began to look, for each way, in their order; none where there was no place
     */
    public record Look(Taken taken, Map<Way, Figures> figures) {}

    /**
     * Counts nothing yet.
     *
     * @param places for channels that are counted at once
     * @param millis a clock that never goes back
     */
    public Traffic(Budget places, LongSupplier millis) {
        this.places = places;
        this.millis = millis;
    }

    /**
     * What was counted, unless too many channels are looked at. It may be counted on meanwhile.
     *
     * @param who looks: the first one's share has the channel's place, until it is forgotten
     * @param channel a valid name
     */
    public synchronized Look look(Address who, String channel) {
        sweep();
        Counted looked = channels.get(channel);
        if (looked == null) {
            Taken taken = places.tryTake(who, 1);
            if (taken != Taken.YES) {
                return new Look(taken, Map.of());
            }
            looked = new Counted(who);
            channels.put(channel, looked);
        }
        looked.lastLook = millis.getAsLong();
        Map<Way, Figures> figures = new EnumMap<>(Way.class);
        looked.tallies.forEach((way, tally) -> figures.put(way, tally.figures()));
        return new Look(Taken.YES, figures);
    }

    /**
     * Where to count, or null where nobody looks. Not to be kept: whoever holds it would count on for nobody. Never waits.
     */
    public @Nullable Tally tally(@Nullable Label label) {
        if (label == null) {
            return null;
        }
        Counted looked = channels.get(label.channel());
        return looked == null ? null : looked.tallies.get(label.way());
    }

    /** Forgets what nobody has looked at for too long. Called every now and then. */
    public synchronized void sweep() {
        long now = millis.getAsLong();
        channels.values().removeIf(channel -> {
            boolean forgotten = now - channel.lastLook >= LEASE_MILLIS;
            if (forgotten) {
                places.give(channel.who, 1);
            }
            return forgotten;
        });
    }

    /** How many are looked at, or were until the last sweep. */
    int channels() {
        return channels.size();
    }
}
