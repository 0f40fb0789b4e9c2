package dev.echolocate.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateNamesTest {
    private static List<String> names(String host, String... addresses) throws Exception {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(InetAddress.getByName(address));
        }
        return new ArrayList<>(CertificateNames.of(host, all));
    }

    @Test
    void thisMachineIsAlwaysThere() throws Exception {
        List<String> own = List.of("dns:localhost", "ip:127.0.0.1", "ip:0:0:0:0:0:0:0:1");
        assertEquals(own, names("localhost"));
        assertEquals(own, names("0.0.0.0"));
        assertEquals(own, names("[::1]"));
    }

    @Test
    void whatIsListenedOnIsThere() throws Exception {
        assertEquals("ip:127.0.0.2", names("127.0.0.2").get(3));
        assertEquals("dns:here.example", names("Here.example").get(3));
    }

    @Test
    void eachAddressIsThereOnce() throws Exception {
        assertEquals(
                "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1,ip:192.168.1.5,ip:fd00:0:0:0:0:0:0:1",
                CertificateNames.forKeytool(CertificateNames.of(
                        "192.168.1.5",
                        List.of(InetAddress.getByName("192.168.1.5"), InetAddress.getByName("fd00::1")))));
    }
}
