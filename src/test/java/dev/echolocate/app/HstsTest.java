package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.TrustingTls;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code Strict-Transport-Security} (RFC 6797) where our own server speaks TLS. */
class HstsTest {
    private static final String NAME = "Strict-Transport-Security";

    @Test
    void everyAnswerOverTlsHasIt() {
        try (GrizzlyServer server = new GrizzlyServer(Map.of(
                "tls-keystore",
                TrustingTls.keystore().toString(),
                "tls-password",
                TrustingTls.password(),
                "hsts",
                "8760h"))) {
            assertEquals("max-age=31536000", Http.get(server, "/").header(NAME));
            assertEquals("max-age=31536000", Http.get(server, "/nothing").header(NAME));
            assertEquals(
                    "max-age=31536000",
                    Handshake.to(server, "/echo").open().response().header(NAME));
            try (HttpWire nonsense = new HttpWire(server).say("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")) {
                assertEquals("max-age=31536000", nonsense.answer().header(NAME));
            }
        }
    }

    @Test
    void aSelfSignedCertificateSendsNone() {
        Map<String, String> settings = new HashMap<>(TrustingTls.settings());
        settings.put("hsts", "8760h");
        try (GrizzlyServer server = new GrizzlyServer(settings)) {
            assertNull(Http.get(server, "/").header(NAME));
        }
    }
}
