package dev.echolocate.compare;

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

    private final int maxChannels;
    private final LongSupplier millis;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    private static final class Channel {
        final Map<Way, Tally> tallies = new EnumMap<>(Way.class);
        /** Guarded by the registry. */
        long lastLook;

        Channel() {
            for (Way way : Way.values()) {
                tallies.put(way, new Tally());
            }
        }
    }

    /**
     * Counts nothing yet.
     *
     * @param maxChannels at once
     * @param millis a clock that never goes back
     */
    public Traffic(int maxChannels, LongSupplier millis) {
        this.maxChannels = maxChannels;
        this.millis = millis;
    }

    /**
     * What was counted since somebody began to look, for each way, in their order; null where too many channels are looked
     * at. It may be counted on meanwhile.
     *
     * @param channel a valid name
     */
    public synchronized @Nullable Map<Way, Figures> look(String channel) {
        sweep();
        Channel looked = channels.get(channel);
        if (looked == null) {
            if (channels.size() >= maxChannels) {
                return null;
            }
            looked = new Channel();
            channels.put(channel, looked);
        }
        looked.lastLook = millis.getAsLong();
        Map<Way, Figures> figures = new EnumMap<>(Way.class);
        looked.tallies.forEach((way, tally) -> figures.put(way, tally.figures()));
        return figures;
    }

    /**
     * Where to count, or null where nobody looks. Not to be kept: whoever holds it would count on for nobody. Never waits.
     */
    public @Nullable Tally tally(@Nullable Label label) {
        if (label == null) {
            return null;
        }
        Channel looked = channels.get(label.channel());
        return looked == null ? null : looked.tallies.get(label.way());
    }

    /** Forgets what nobody has looked at for too long. Called every now and then. */
    public synchronized void sweep() {
        long now = millis.getAsLong();
        channels.values().removeIf(channel -> now - channel.lastLook >= LEASE_MILLIS);
    }

    /** How many are looked at, or were until the last sweep. */
    int channels() {
        return channels.size();
    }
}
