package dev.echolocate.web;

import dev.echolocate.base.Key;
import dev.echolocate.base.Network;
import dev.echolocate.base.Peer;
import java.util.List;

/**
 * Who may see figures of this server: who asks from this machine, itself and not for others, and some networks. Immutable.
 */
public final class Operators {
    public static final Key<List<Network>> NETWORKS = Key.networks("metrics.allow")
            .means("Networks whose programs and people may see figures of this server: `metrics` and `status.html`."
                    + " Besides them, only who asks from this machine may, without a proxy in between: a request with a"
                    + " header that a proxy adds is none of those. A proxy on this machine has to add one. Of who comes"
                    + " through a proxy of `proxies`, the address that it tells counts.");

    private final List<Network> networks;

    public Operators(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Whether they may.
     *
     * @param proxied whether the request has more signs of a proxy than the peer knows of
     */
    public boolean has(Peer peer, boolean proxied) {
        boolean here = peer.address().isLoopback() && !peer.forwarded() && !proxied;
        return here || (peer.known() && networks.stream().anyMatch(network -> network.has(peer.address())));
    }
}
