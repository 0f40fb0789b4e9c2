package dev.echolocate.base;

/**
 * Why somebody is refused: what was too much, or not right. Each is counted, by {@link Counters}. What is refused is told to
 * whoever asked, in words, with until when.
 */
public enum Refusal {
    CONNECTIONS(Cause.CAP, "connections.max", "a connection beyond what fits, or beyond the share of its address"),
    HEADS(
            Cause.CAP,
            "heads.max-total",
            "a request head that does not end, is too long, or would not fit with all others"),
    MALFORMED(
            Cause.CLIENT,
            "",
            "a request that is not HTTP as RFC 9112 and RFC 9110 have it, or a handshake that asks for what there is not"),
    BODIES(Cause.CAP, "bodies.max-total", "a body that does not come, or would not fit with all others"),
    ORIGIN(Cause.RULE, "origins", "a page of another site"),
    HOST(Cause.RULE, "hosts", "a name that this server does not go by (DNS rebinding)"),
    WEBSOCKET(Cause.RULE, "websocket", "a WebSocket where they are switched off"),
    SESSIONS(
            Cause.CAP,
            "max-sessions",
            "a session, event stream or long poll beyond what fits, or beyond the share of its address"),
    RATE(Cause.RULE, "rate.messages", "messages or requests that come too fast"),
    ROOMS(Cause.CAP, "feeds.max", "a channel or room beyond what fits, or beyond the share of its address"),
    FEEDS(Cause.CAP, "feeds.max-bytes", "bytes of feeds beyond what fits, or beyond the share of an address"),
    NAMES(
            Cause.CAP,
            "tracker.max-people",
            "an id or a name beyond what a room holds, or beyond the share of its address"),
    PLACES(Cause.CAP, "place.max", "a meeting point beyond what fits, or beyond the share of its address"),
    GATHERING(Cause.CAP, "gather.max-total", "a message in parts beyond what all may gather"),
    UNSENT(Cause.CAP, "unsent.max-total", "replies that nobody reads"),
    WORK(Cause.CAP, "work.queued", "work that costs processor time, beyond what may wait"),
    PROBES(Cause.CAP, "probe.max", "a probe beyond what may be open"),
    FIGURES(Cause.RULE, "metrics.allow", "figures that are not for whoever asked"),
    OFF(Cause.CLIENT, "", "something that is turned off here (settings services.*)"),
    COUNTED(Cause.CAP, "", "a channel beyond what may be counted"),
    STOPPING(Cause.CLIENT, "", "who came while the server was about to stop");

    /** Whose doing it is. */
    public enum Cause {
        /** There is no more: the operator may want to give more, or to know who takes it. */
        CAP,
        /** The operator has set it so. */
        RULE,
        /** Whoever came has it wrong, or came at the wrong time. */
        CLIENT
    }

    private final Cause cause;
    private final String setting;
    private final String words;

    Refusal(Cause cause, String setting, String words) {
        this.cause = cause;
        this.setting = setting;
        this.words = words;
    }

    public Cause cause() {
        return cause;
    }

    /** The setting that decides, as in {@link Key#name}; empty where there is none. */
    public String setting() {
        return setting;
    }

    /** What was refused, for the log. */
    public String words() {
        return words;
    }
}
