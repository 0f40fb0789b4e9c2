package dev.echolocate.base;

/**
 * Why somebody is refused: what was too much, or not right. Each is counted, by {@link Counters}. What is refused is told to
 * whoever asked, in words, with until when.
 */
public enum Refusal {
    /** A connection beyond what fits, or beyond the share of its address. */
    CONNECTIONS("connections.max"),
    /** A request head that does not end, is too long, or would not fit with all others. */
    HEADS("heads.max-total"),
    /** A request that is not HTTP as RFC 9112 and RFC 9110 have it, or a handshake that asks for what there is not. */
    MALFORMED(""),
    /** A body that does not come, or would not fit with all others. */
    BODIES("bodies.max-total"),
    /** A page of another site. */
    ORIGIN("origins"),
    /** A name that this server does not go by (DNS rebinding). */
    HOST("hosts"),
    /** A WebSocket where they are switched off. */
    WEBSOCKET("websocket"),
    /** A session, event stream or long poll beyond what fits, or beyond the share of its address. */
    SESSIONS("max-sessions"),
    /** Messages or requests that come too fast. */
    RATE("rate.messages"),
    /** A channel or room beyond what fits, or beyond the share of its address. */
    ROOMS("feeds.max"),
    /** Bytes of feeds beyond what fits, or beyond the share of an address. */
    FEEDS("feeds.max-bytes"),
    /** An id or a name beyond what a room holds, or beyond the share of its address. */
    NAMES("tracker.max-people"),
    /** A message in parts beyond what all may gather. */
    GATHERING("gather.max-total"),
    /** Replies that nobody reads. */
    UNSENT("unsent.max-total"),
    /** Work that costs processor time, beyond what may wait. */
    WORK("work.queued"),
    /** A probe beyond what may be open. */
    PROBES("probe.max"),
    /** A channel beyond what may be counted. */
    COUNTED(""),
    /** The server is about to stop. */
    STOPPING("");

    private final String setting;

    Refusal(String setting) {
        this.setting = setting;
    }

    /** The setting that decides, as in {@link Key#name}; empty where there is none. */
    public String setting() {
        return setting;
    }
}
