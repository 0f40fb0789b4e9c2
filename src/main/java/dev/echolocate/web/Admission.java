package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Peer;
import dev.echolocate.base.Query;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Text;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may come in, and how much of everything: the one place that does. Each refusal is counted by its reason.
 * Thread-safe, never blocks.
 */
public final class Admission {
    private static final int NOT_FOUND = 404;
    private static final int MISDIRECTED = 421;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** Seconds after which it may be worth while to come back. */
    private static final int RETRY_SECONDS = 2;

    private final Readiness readiness;
    private final Proxies proxies;
    private final Hosts hosts;
    private final Gate gate;
    private final Switches switches;
    private final Budget sessions;
    private final Rates posts;
    private final Rates places;
    private final Counters<Refusal> refused;

    /**
     * @param sessions WebSocket sessions, event streams and long polls, of all services together
     * @param posts requests that publish something
     * @param places changes of meeting points
     * @param refused counts all refusals of this server, also those of others
     */
    public Admission(
            Readiness readiness,
            Proxies proxies,
            Hosts hosts,
            Gate gate,
            Switches switches,
            Budget sessions,
            Rates posts,
            Rates places,
            Counters<Refusal> refused) {
        this.readiness = readiness;
        this.proxies = proxies;
        this.hosts = hosts;
        this.gate = gate;
        this.switches = switches;
        this.sessions = sessions;
        this.posts = posts;
        this.places = places;
        this.refused = refused;
    }

    /** Whether anybody is let in. */
    public Readiness readiness() {
        return readiness;
    }

    /** Who asks. Make it once a request. */
    public Peer peer(Asking request) {
        return proxies.peer(request);
    }

    /** Whether it asks for others, and is trusted. */
    public boolean isProxy(Address address) {
        return proxies.isTrusted(address);
    }

    /**
     * Whether this server goes by that name.
     *
     * @param host the Host header (RFC 9110 7.2)
     */
    public boolean isOurs(String host) {
        return hosts.isOurs(host);
    }

    /** Any request: whether anybody is let in, and it may name us as it does. */
    public void front(Asking request, Peer peer) throws Refused {
        if (readiness.isStopping()) {
            throw counted(new Refused(Refusal.STOPPING, UNAVAILABLE, "stopping", RETRY_SECONDS, Readiness.STOPPING));
        }
        Address remote = Address.parse(request.remoteAddress());
        // What comes from a proxy's address and for nobody else is a program, or a browser, on the proxy's machine.
        boolean asked = remote != null && proxies.isTrusted(remote) && peer.forwarded();
        if (remote != null && remote.isLocal() && !asked && !hosts.isOurs(peer.host())) {
            String name = Hosts.name(Text.shown(String.valueOf(peer.host())));
            throw counted(new Refused(
                    Refusal.HOST,
                    MISDIRECTED,
                    "unknown_host",
                    0,
                    "This server does not go by the name \"" + name + "\". If it is a name of it, set hosts=" + name
                            + (peer.forwarded()
                                    ? "; if a proxy at " + remote + " asks for others, set proxies=" + remote
                                    : "")
                            + " (--hosts, -Decholocate.hosts or ECHOLOCATE_HOSTS)."));
        }
    }

    /** A handshake that has passed the front: whether this page may open a WebSocket (RFC 6455 10.2). */
    public void handshake(Peer peer) throws Refused {
        String off = gate.webSocketOff();
        if (off != null) {
            throw counted(new Refused(Refusal.WEBSOCKET, 403, "websocket_off", 0, off));
        }
        origin(gate.refusal(peer.secure(), peer.host(), peer.origin()));
    }

    /**
     * A handshake that may be: whether what it asks for is turned on.
     *
     * @param path undecoded, under the context path
     */
    public void offered(String path, Query query) throws Refused {
        String off = switches.socket(path, query);
        if (off != null) {
            throw counted(new Refused(Refusal.OFF, NOT_FOUND, Switches.CODE, 0, off));
        }
    }

    /** What is turned off. */
    public Switches switches() {
        return switches;
    }

    /**
     * A request that has passed the front: whether this page may ask over HTTP.
     *
     * @param site the Sec-Fetch-Site header (W3C Fetch Metadata): tells of foreign pages where there is no Origin
     */
    public void request(Peer peer, @Nullable String site) throws Refused {
        origin(gate.request(peer.secure(), peer.host(), peer.origin(), site));
    }

    /** Whether a page of this origin may read what it is answered (Fetch 3.3). */
    public boolean isOurs(Peer peer) {
        return gate.refusal(peer.secure(), peer.host(), peer.origin()) == null;
    }

    private void origin(@Nullable String refusal) throws Refused {
        if (refusal != null) {
            throw counted(new Refused(Refusal.ORIGIN, 403, "foreign_origin", 0, refusal));
        }
    }

    /** A place for a session, event stream or long poll. Close it when that is over. */
    public Budget.Share session(Peer peer) throws Refused {
        Budget.Share place = sessions.open(peer.address());
        Budget.Taken taken = place.tryTake(1);
        if (taken == Budget.Taken.YES) {
            return place;
        }
        place.close();
        throw counted(
                new Refused(
                        Refusal.SESSIONS,
                        503,
                        taken == Budget.Taken.FULL ? "too_many" : "share",
                        RETRY_SECONDS,
                        taken == Budget.Taken.FULL
                                ? "too many sessions; try again when one has gone"
                                : "too many sessions of your address: " + sessions.share()
                                        + " while most of this server is in use; close one, or try again when others have gone"));
    }

    /** Something is about to be published over HTTP. */
    public void post(Peer peer) throws Refused {
        int seconds = posts.take(peer.address());
        if (seconds > 0) {
            throw counted(new Refused(
                    Refusal.RATE,
                    TOO_MANY_REQUESTS,
                    "too_fast",
                    seconds,
                    "too many requests of your address; try again in " + seconds + " s"));
        }
    }

    /** A meeting point is about to be set or removed. */
    public void place(Address address) throws Refused {
        int seconds = places.take(address);
        if (seconds > 0) {
            throw counted(new Refused(
                    Refusal.RATE,
                    TOO_MANY_REQUESTS,
                    "too_many_changes",
                    seconds,
                    "the meeting point was changed too often from your address; try again in " + seconds + " s"));
        }
    }

    /** Counts a refusal of somebody else's. */
    public void count(Refusal reason) {
        refused.count(reason);
    }

    /** How often somebody was refused, by reason. */
    public Counters<Refusal> refused() {
        return refused;
    }

    /** Forgets what is over. Called about once a second. */
    public void sweep() {
        posts.sweep();
        places.sweep();
    }

    private Refused counted(Refused refusal) {
        refused.count(refusal.reason());
        return refusal;
    }
}
