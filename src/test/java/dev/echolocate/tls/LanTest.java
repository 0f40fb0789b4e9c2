package dev.echolocate.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanTest {
    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** @param candidates as in {@code eth0=192.168.1.5} */
    private static Lan choose(String preferred, String... candidates) {
        return Lan.choose(
                Stream.of(candidates)
                        .map(c -> new Lan.Candidate(c.split("=")[0], address(c.split("=")[1])))
                        .toList(),
                preferred.isEmpty() ? null : address(preferred));
    }

    private static List<String> text(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).toList();
    }

    @Test
    void theAddressThatLeadsOutIsOfferedFirst() {
        Lan lan = choose("10.0.0.7", "eth0=192.168.1.5", "wlan0=10.0.0.7");
        assertEquals(List.of("10.0.0.7", "192.168.1.5"), text(lan.offered()));
    }

    @Test
    void virtualNetworksAndIpv6AreInTheCertificateAndNotOffered() {
        Lan lan = choose("", "docker0=172.17.0.1", "eth0=2001:db8::5", "eth0=192.168.1.5", "virbr0=192.168.122.1");
        assertEquals(List.of("192.168.1.5"), text(lan.offered()));
        assertEquals(List.of("192.168.1.5", "172.17.0.1", "192.168.122.1", "2001:db8:0:0:0:0:0:5"), text(lan.all()));
    }

    @Test
    void privateAddressesGoBeforeOthers() {
        Lan lan = choose("", "eth0=203.0.113.9", "eth1=169.254.3.4", "eth2=192.168.1.5");
        assertEquals(List.of("192.168.1.5", "203.0.113.9", "169.254.3.4"), text(lan.offered()));
    }

    @Test
    void whatNobodyElseCanOpenIsLeftOut() {
        assertEquals(
                List.of(),
                choose("", "lo=127.0.0.1", "lo=::1", "eth0=fe80::1", "eth0=0.0.0.0")
                        .all());
    }

    @Test
    void whereThereIsNothingElseItIsOffered() {
        assertEquals(
                List.of("2001:db8:0:0:0:0:0:5"),
                text(choose("", "eth0=2001:db8::5").offered()));
    }
}
