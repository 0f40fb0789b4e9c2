package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void aHostIsCountedByItsWholeIpv6Network() {
        assertEquals(Address.parse("2001:db8:1:2::1"), Address.parse("[2001:db8:1:2:ffff::9]"));
        assertNotEquals(Address.parse("2001:db8:1:2::1"), Address.parse("2001:db8:1:3::1"));
        assertEquals(Address.parse("fe80::1%eth0"), Address.parse("fe80::2"));
    }

    @Test
    void aMappedAddressIsTheIpv4One() {
        assertEquals(Address.parse("192.0.2.1"), Address.parse("::ffff:192.0.2.1"));
        assertNotEquals(Address.parse("192.0.2.1"), Address.parse("192.0.2.2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1.2.3",
                "1.2.3.256",
                "01.2.3.4567",
                "1.2.3.4.",
                "::g",
                "a:b",
                "[::1",
                "evil.example",
                "1.2.3.4:80"
            })
    void whatIsNoAddressIsNone(String text) {
        assertNull(Address.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2,true", "10.1.2.3,true", "192.168.1.1,true", "172.16.0.1,true", "169.254.1.1,true", "100.64.0.1,true",
        "::1,true", "fe80::1,true", "fd00::1,true", "8.8.8.8,false", "2001:db8::1,false", "100.128.0.1,false"
    })
    void localAddressesAreThoseThatTheInternetCantBe(String text, boolean local) {
        Address address = Address.parse(text);
        assertNotNull(address);
        assertEquals(local, address.isLocal());
    }
}
