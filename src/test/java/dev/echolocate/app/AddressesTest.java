package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.base.Address;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "full, 192.0.2.77, 192.0.2.77",
        "full, 2001:db8:1:2::3, 2001:db8:1:2:0:0:0:3",
        "short, 192.0.2.77, 192.0.2.0/24",
        "short, 2001:db8:1:2::3, 2001:db8:1::/48",
        "short, ::1, ::/48",
        "none, 192.0.2.77, -"
    })
    void isWrittenAsTheSettingSays(String setting, String address, String written) {
        assertEquals(written, Addresses.of(setting).written(Objects.requireNonNull(Address.parse(address))));
    }

    @Test
    void whoHasNoneIsUnknown() {
        assertEquals("unknown", Addresses.SHORT.written(Address.UNKNOWN));
    }
}
