package dev.echolocate.delivery;

/**
 * The signs of life of one peer. What was handed to the kernel says nothing of it, so it is asked: every so often, and
 * when somebody else claims what it holds. A ping counts from when it is really sent, because it waits behind what is in
 * flight, which has a deadline of its own. Thread-safe; times are milliseconds of the delivery's clock.
 */
final class Heartbeat {
    /** What asks besides the interval pings at most so often; who hasn't answered a challenge for so long is dead. */
    static final long CHALLENGE_MILLIS = 5_000;

    private volatile long heardAt;
    private volatile long pingedAt;
    private volatile boolean everPinged;
    private volatile boolean wanted;
    private volatile boolean challenged;

    enum LifeSign {
        WELL,
        /** A ping is wanted from now on. */
        PING,
        DEAD
    }

    Heartbeat(long now) {
        heardAt = now;
        pingedAt = now;
    }

    void heard(long now) {
        heardAt = now;
    }

    /** Whether a ping waits to be sent. */
    boolean wanted() {
        return wanted;
    }

    /** Somebody wants a ping; false where one waits already. */
    boolean ask() {
        boolean ping = !wanted;
        wanted = true;
        return ping;
    }

    /** Something else goes out, and a ping may go with it, so that a phone's radio wakes once. */
    void accompany(long now) {
        // Who has not answered the last one is not given longer to do so.
        wanted |= answered() && now - pingedAt >= CHALLENGE_MILLIS;
    }

    /** Call it before the ping: the answer may be fast. */
    void pinged(long now) {
        pingedAt = now;
        everPinged = true;
        wanted = false;
    }

    /** It has to answer, now; true where that takes another ping. */
    boolean challenge(long now) {
        boolean ping = !wanted && answered() && (!everPinged || now - pingedAt >= CHALLENGE_MILLIS);
        if (ping) {
            wanted = true;
        }
        challenged = true;
        return ping;
    }

    /**
     * Every tick.
     *
     * @param ping from one ping to the next
     * @param silence who wasn't heard for so long, though it was pinged, is dead
     */
    LifeSign tick(long now, long ping, long silence) {
        if (wanted) {
            return LifeSign.WELL;
        }
        long since = now - pingedAt;
        if (answered()) {
            challenged = false;
            wanted = since >= ping;
            return wanted ? LifeSign.PING : LifeSign.WELL;
        }
        boolean dead = challenged ? since >= CHALLENGE_MILLIS : since > silence - ping && now - heardAt > silence;
        return dead ? LifeSign.DEAD : LifeSign.WELL;
    }

    private boolean answered() {
        return heardAt >= pingedAt;
    }
}
