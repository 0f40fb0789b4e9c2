package dev.echolocate.delivery;

/**
 * The signs of life of one peer. What was handed to the kernel says nothing of it, so it is asked: every so often, and
 * when somebody else claims what it holds. A ping counts from when it is really sent, because it waits behind what is in
 * flight, which has a deadline of its own. Thread-safe; times are milliseconds of the delivery's clock.
 */
final class Heartbeat {
    /** What asks besides the interval pings at most so often; who hasn't answered a challenge for so long is dead. */
    static final long CHALLENGE_MILLIS = 5_000;

    private volatile long heardAtMillis;
    private volatile long pingedAtMillis;
    private volatile boolean everPinged;
    private volatile boolean wanted;
    private volatile boolean challenged;

    enum LifeSign {
        WELL,
        /** A ping is wanted from now on. */
        PING,
        DEAD
    }

    Heartbeat(long nowMillis) {
        heardAtMillis = nowMillis;
        pingedAtMillis = nowMillis;
    }

    void heard(long nowMillis) {
        heardAtMillis = nowMillis;
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
    void accompany(long nowMillis) {
        // Who has not answered the last one is not given longer to do so.
        wanted |= answered() && nowMillis - pingedAtMillis >= CHALLENGE_MILLIS;
    }

    /** Call it before the ping: the answer may be fast. */
    void pinged(long nowMillis) {
        pingedAtMillis = nowMillis;
        everPinged = true;
        wanted = false;
    }

    /** It has to answer, now; true where that takes another ping. */
    boolean challenge(long nowMillis) {
        boolean ping = !wanted && answered() && (!everPinged || nowMillis - pingedAtMillis >= CHALLENGE_MILLIS);
        if (ping) {
            wanted = true;
        }
        challenged = true;
        return ping;
    }

    /**
     * Every tick.
     *
     * @param pingMillis from one ping to the next
     * @param silenceMillis who wasn't heard for so long, though it was pinged, is dead
     */
    LifeSign tick(long nowMillis, long pingMillis, long silenceMillis) {
        if (wanted) {
            return LifeSign.WELL;
        }
        long since = nowMillis - pingedAtMillis;
        if (answered()) {
            challenged = false;
            wanted = since >= pingMillis;
            return wanted ? LifeSign.PING : LifeSign.WELL;
        }
        boolean dead = challenged
                ? since >= CHALLENGE_MILLIS
                : since > silenceMillis - pingMillis && nowMillis - heardAtMillis > silenceMillis;
        return dead ? LifeSign.DEAD : LifeSign.WELL;
    }

    private boolean answered() {
        return heardAtMillis >= pingedAtMillis;
    }
}
