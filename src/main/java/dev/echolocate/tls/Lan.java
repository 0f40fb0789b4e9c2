package dev.echolocate.tls;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses by which others in the same network can reach this machine.
 *
 * @param offered those to tell people of, the best first
 * @param all those and others: of virtual networks, and of IPv6, whose privacy addresses come and go by the day
 */
public record Lan(List<InetAddress> offered, List<InetAddress> all) {
    private static final Pattern VIRTUAL = Pattern.compile(
            "(?i)(docker|br-|veth|virbr|vmnet|vboxnet|vethernet|utun|tun|tap|wg|zt|tailscale|cni|podman).*");

    /** An address, and the name of the interface that has it. */
    record Candidate(String networkInterface, InetAddress address) {
        boolean isVirtual() {
            return VIRTUAL.matcher(networkInterface).matches();
        }

        boolean isIpv4() {
            return address instanceof Inet4Address;
        }
    }

    public Lan {
        offered = List.copyOf(offered);
        all = List.copyOf(all);
    }

    /** The one address that is listened on. */
    public static Lan of(InetAddress address) {
        return new Lan(List.of(address), List.of(address));
    }

    /** All of this machine's. Empty without a network. */
    public static Lan ofThisMachine() {
        List<Candidate> candidates = new ArrayList<>();
        try {
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (one.isUp() && !one.isLoopback()) {
                    for (InetAddress address : Collections.list(one.getInetAddresses())) {
                        candidates.add(new Candidate(one.getName(), address));
                    }
                }
            }
        } catch (IOException e) {
            // Then there is none to speak of.
            candidates.clear();
        }
        return choose(candidates, routed());
    }

    /** @param preferred of the interface that leads out of the house, or null */
    static Lan choose(List<Candidate> candidates, @Nullable InetAddress preferred) {
        List<Candidate> usable = candidates.stream()
                .filter(c -> isUsable(c.address))
                .sorted(Comparator.<Candidate, Boolean>comparing(c -> !c.isIpv4())
                        .thenComparing(Candidate::isVirtual)
                        .thenComparing(c -> !c.address.equals(preferred))
                        .thenComparing(c -> c.address.isLinkLocalAddress())
                        .thenComparing(c -> !c.address.isSiteLocalAddress()))
                .toList();
        List<InetAddress> offered = usable.stream()
                .filter(c -> c.isIpv4() && !c.isVirtual())
                .map(Candidate::address)
                .toList();
        List<InetAddress> all = usable.stream().map(Candidate::address).toList();
        return new Lan(offered.isEmpty() ? all : offered, all);
    }

    /** A link-local IPv6 address is none without its zone, which no browser's address line takes (RFC 6874). */
    private static boolean isUsable(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && (address instanceof Inet4Address || !address.isLinkLocalAddress());
    }

    /** Asks the routing table by connecting a datagram socket, which sends nothing; to an address of nobody (RFC 5737). */
    private static @Nullable InetAddress routed() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 9));
            return socket.getLocalAddress();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
