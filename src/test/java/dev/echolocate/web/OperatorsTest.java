package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Network;
import dev.echolocate.base.Peer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private final Operators nobody = new Operators(List.of());
    private final Operators some = new Operators(List.of(Network.parse("10.0.0.0/8"), Network.parse("127.0.0.0/8")));

    private static Peer peer(String address, boolean forwarded, boolean known) {
        Address who = Objects.requireNonNull(Address.parse(address));
        return new Peer(who, false, null, null, null, forwarded, known);
    }

    @Test
    void whoAsksHereForItselfMay() {
        assertTrue(nobody.has(peer("127.0.0.1", false, true), false));
        assertTrue(nobody.has(peer("::1", false, true), false));
        assertFalse(nobody.has(peer("10.0.0.1", false, true), false));
        assertFalse(nobody.has(Peer.UNKNOWN, false));
    }

    @Test
    void whoAsksHereForOthersMayNot() {
        assertFalse(nobody.has(peer("127.0.0.1", true, true), false));
        assertFalse(nobody.has(peer("127.0.0.1", false, true), true));
        assertTrue(some.has(peer("127.0.0.1", true, true), false), "unless the operator says so");
    }

    /** Else all who come through a proxy that nobody has told us of would have its right. */
    @Test
    void aProxyThatIsNotBelievedHasNoRight() {
        assertTrue(some.has(peer("10.0.0.1", false, true), false));
        assertTrue(some.has(peer("10.0.0.1", true, true), false));
        assertFalse(some.has(peer("10.0.0.1", true, false), false));
        assertFalse(some.has(peer("192.0.2.1", true, true), false));
    }
}
