package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.inspect.ProbeEnd.How;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How many there may be at one time. */
class ProbePlacesTest extends ProbeFixture {
    @Test
    void thereAreNoMoreThanThereMayBe() throws IOException {
        Probes probes = probes(null);
        Probe one = probe(probes, server(ProbeFixture::readToEnd), false);
        ProbeTarget target = new ProbeTarget(server(ProbeFixture::readToEnd), false, "localhost", "/echo");
        refused(probes, Address.UNKNOWN, target, "probes_full");
        one.abandon();
        assertTrue(one.isOver());
        open(probes, Address.UNKNOWN, target, seen);
        probes.close();
        assertEquals(How.STOPPED, seen.end().kind());
        refused(probes, Address.UNKNOWN, target, "stopping");
    }

    @Test
    void anAddressHasItsShareWhileMostAreOpen() throws IOException {
        Address ann = Objects.requireNonNull(Address.parse("192.0.2.1"));
        Address bea = Objects.requireNonNull(Address.parse("192.0.2.2"));
        Budget places = new Budget(4);
        Probes probes = probes(null, places);
        ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        opened.add(silent);
        ProbeTarget target =
                new ProbeTarget((InetSocketAddress) silent.getLocalSocketAddress(), false, "localhost", "/echo");
        Probe first = open(probes, ann, target, seen);
        open(probes, ann, target, seen);
        open(probes, ann, target, seen);
        String words = refused(probes, ann, target, "share");
        assertTrue(words.contains("your address"), words);
        Probe last = open(probes, bea, target, seen);
        assertEquals(4, places.used());
        first.abandon();
        refused(probes, bea, target, "share");
        last.abandon();
        assertEquals(0, places.used(bea));
        open(probes, ann, target, seen);
    }

    private String refused(Probes probes, Address who, ProbeTarget target, String code) {
        BadMessageException refused = assertThrows(BadMessageException.class, () -> probes.open(who, target, seen));
        assertEquals(code, refused.code());
        return refused.getMessage();
    }
}
