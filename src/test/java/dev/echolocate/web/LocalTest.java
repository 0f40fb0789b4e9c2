package dev.echolocate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1,8080", "10.200.30.255,1", "::1,8080", "0:0:0:0:0:0:0:1,65535", "::ffff:127.0.0.1,80"})
    void anAddressIsTakenAsItIsWritten(String address, int port) {
        var known = Local.address(address, port);
        assertNotNull(known);
        assertEquals(port, known.getPort());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null,8080",
                "'',8080",
                "0.0.0.0,8080",
                "::,8080",
                "127.0.0.1,0",
                "127.0.0.1,-1",
                "127.0.0.1,65536",
                "localhost,8080",
                "example.org,80",
                "1.2.3,80",
                "1.2.3.4.5,80",
                "256.1.1.1,80",
                "1.2.3.4.,80",
                "x::1,80"
            })
    void whatIsNoAddressIsUnknownAndNeverLookedUp(String address, int port) {
        assertNull(Local.address(address, port));
    }
}
