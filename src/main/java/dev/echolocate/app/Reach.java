package dev.echolocate.app;

import dev.echolocate.tls.Lan;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * What is listened on, and who can reach it.
 *
 * @param host as configured
 * @param lan the addresses for others in the same network; none is offered where others can't reach it
 */
record Reach(String host, Scope kind, Lan lan) {
    /** Who can connect. */
    enum Scope {
        /** A loopback address. */
        THIS_MACHINE,
        /** One address of this machine that is not loopback. */
        THAT_NETWORK,
        /** All addresses of this machine. */
        EVERYBODY
    }

    static Reach of(String host) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(host);
        if (address.isAnyLocalAddress()) {
            return new Reach(host, Scope.EVERYBODY, Lan.ofThisMachine());
        }
        return address.isLoopbackAddress()
                ? new Reach(
                        host,
                        Scope.THIS_MACHINE,
                        new Lan(List.of(), Lan.ofThisMachine().all()))
                : new Reach(
                        host,
                        Scope.THAT_NETWORK,
                        new Lan(List.of(address), Lan.ofThisMachine().all()));
    }

    /** The host to open on this machine itself. */
    String here() {
        return kind == Scope.EVERYBODY ? "localhost" : bracketed(host);
    }

    /** The hosts to open on other machines, the best first. */
    List<String> elsewhere() {
        return lan.offered().stream().map(a -> bracketed(a.getHostAddress())).toList();
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
