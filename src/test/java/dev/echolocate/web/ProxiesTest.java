package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Network;
import dev.echolocate.base.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final Proxies DEFAULT = new Proxies(List.of(), "X-Forwarded-For");
    private static final Proxies TEN =
            new Proxies(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")), "X-Forwarded-For");
    private static final Proxies STANDARD = new Proxies(List.of(Network.parse("10.0.0.0/8")), "forwarded");

    private record Request(String remoteAddress, boolean secure, Map<String, List<String>> headers) implements Asking {
        @Override
        public List<String> lines(String header) {
            return headers.getOrDefault(header.toLowerCase(Locale.ROOT), List.of());
        }
    }

    private static Peer peer(Proxies proxies, String remote, String... headers) {
        Map<String, List<String>> lines = new HashMap<>();
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            lines.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(parts[1]);
        }
        return proxies.peer(new Request(remote, false, lines));
    }

    private static String address(Proxies proxies, String remote, String... headers) {
        return peer(proxies, remote, headers).address().toString();
    }

    @ParameterizedTest
    @CsvSource({
        // Not trusted: whatever it says, it counts itself.
        "203.0.113.5, 6.6.6.6, 203.0.113.5",
        // The rightmost that is no proxy, whatever the client has sent itself.
        "10.0.0.1, 192.0.2.1, 192.0.2.1",
        "10.0.0.1, '6.6.6.6, 192.0.2.1', 192.0.2.1",
        "10.0.0.1, '6.6.6.6, 192.0.2.1, 10.0.0.2', 192.0.2.1",
        "2001:db8::1, '6.6.6.6, 2001:db9::7', 2001:db9:0:0:0:0:0:7",
        // All of them are proxies: the one that is farthest away asks for itself.
        "10.0.0.1, '10.0.0.3, 10.0.0.2', 10.0.0.3",
        // Nonsense counts as the proxy that passed it on.
        "10.0.0.1, unknown, 10.0.0.1",
        "10.0.0.1, '192.0.2.1, nonsense', 10.0.0.1",
        "10.0.0.1, 'nonsense, 10.0.0.2', 10.0.0.2",
        "10.0.0.1, '', 10.0.0.1",
        "10.0.0.1, '192.0.2.1,', 10.0.0.1",
        // With a port, as some write it.
        "10.0.0.1, 192.0.2.1:4711, 192.0.2.1",
        "10.0.0.1, '[2001:db9::7]:4711', 2001:db9:0:0:0:0:0:7",
    })
    void theRightmostEntryThatIsNoTrustedProxyCounts(String remote, String header, String expected) {
        assertEquals(expected, address(TEN, remote, "X-Forwarded-For: " + header));
    }

    @Test
    void theLinesOfAHeaderAreOne() {
        assertEquals(
                "192.0.2.1",
                address(TEN, "10.0.0.1", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 192.0.2.1, 10.0.0.9"));
    }

    @Test
    void onlyTheOneHeaderIsBelieved() {
        assertEquals(
                "192.0.2.1", address(TEN, "10.0.0.1", "Forwarded: for=7.7.7.7", "X-Forwarded-For: 6.6.6.6, 192.0.2.1"));
        assertEquals("10.0.0.1", address(TEN, "10.0.0.1", "Forwarded: for=7.7.7.7"));
        assertEquals(
                "192.0.2.1", address(STANDARD, "10.0.0.1", "Forwarded: for=192.0.2.1", "X-Forwarded-For: 6.6.6.6"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.43 | 192.0.2.43",
                "For=\"[2001:db9:cafe::17]:4711\" | 2001:db9:cafe:0:0:0:0:17",
                "for=6.6.6.6;proto=https, for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60",
                "for=\"192.0.2.1:80\";host=\"a,b;c\" | 192.0.2.1",
                "for=_hidden, for=_SEVKISEK | 10.0.0.1",
                "proto=https | 10.0.0.1",
                "for=\" | 10.0.0.1",
                "for=\"6.6.6.6, for=192.0.2.60 | 192.0.2.60",
            })
    void forwardedIsReadAsRfc7239HasIt(String header, String expected) {
        assertEquals(expected, address(STANDARD, "10.0.0.1", "Forwarded: " + header));
    }

    @Test
    void theAddressThatALoopbackPeerForwardsIsBelievedButNoSchemeAndNoHost() {
        Peer peer = peer(
                DEFAULT,
                "127.0.0.1",
                "Host: inside",
                "X-Forwarded-For: 192.0.2.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: outside");
        assertEquals("192.0.2.1", peer.address().toString());
        assertFalse(peer.secure());
        assertEquals("inside", peer.host());
        assertTrue(peer.forwarded());
    }

    @Test
    void schemeAndHostAreBelievedFromConfiguredProxies() {
        Peer peer = peer(
                TEN,
                "10.0.0.1",
                "Host: inside",
                "X-Forwarded-For: 192.0.2.1",
                "X-Forwarded-Proto: http, https",
                "X-Forwarded-Host: evil.example, outside");
        assertTrue(peer.secure());
        assertEquals("outside", peer.host());
        Peer standard = peer(
                STANDARD,
                "10.0.0.1",
                "Host: inside",
                "Forwarded: for=192.0.2.1;proto=https;host=outside",
                "X-Forwarded-Host: evil.example");
        assertTrue(standard.secure());
        assertEquals("outside", standard.host());
    }

    @Test
    void whoForwardsNothingIsWhoItIs() {
        Peer peer = peer(TEN, "192.0.2.9", "Host: here", "Origin: http://here");
        assertEquals("192.0.2.9", peer.address().toString());
        assertEquals("http://here", Objects.requireNonNull(peer.origin()));
        assertFalse(peer.forwarded());
    }

    @Test
    void twoHostsAreNotOne() {
        assertEquals("a, b", peer(TEN, "192.0.2.9", "Host: a", "Host: b").host());
    }
}
