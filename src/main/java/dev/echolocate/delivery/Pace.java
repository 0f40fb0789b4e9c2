package dev.echolocate.delivery;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;

/**
 * The least time between two frames that tell of a Board. Readers of one pace share what is encoded, so there are a few of them and a
 * wish is met by the next slower one. Logs have none: what is said is told at once.
 */
public enum Pace {
    /** Unless something else is wished: people see no more, and a phone pays for each frame. */
    USUAL(100),
    HALF_SECOND(500),
    TWO_SECONDS(2_000),
    SLOWEST(10_000);

    private final int millis;

    Pace(int millis) {
        this.millis = millis;
    }

    int millis() {
        return millis;
    }

    /**
     * What a reader wishes: {@code ?pace=} 100 to 10,000 milliseconds; {@link #USUAL} without a wish.
     *
     * @throws BadMessageException {@code bad_query}, where it is anything else
     */
    public static Pace wished(Query query) throws BadMessageException {
        String wish = query.get("pace");
        if (wish == null) {
            return USUAL;
        }
        int wanted = wish.matches("[0-9]{3,5}") ? Integer.parseInt(wish) : 0;
        if (wanted >= USUAL.millis) {
            for (Pace pace : values()) {
                if (wanted <= pace.millis) {
                    return pace;
                }
            }
        }
        throw new BadMessageException("bad_query", "pace= is 100 to 10000 milliseconds between two frames");
    }
}
