package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.RawClient;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy of {@code proxies} on this machine: it may ask for any name, while programs and browsers beside it may not. */
class TrustedProxyContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("proxies", "127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "/index.html, X-Forwarded-For, 200",
        "/index.html, X-Other, 421",
        "/metrics, X-Other, 421",
        "/metrics, X-Forwarded-For, 403",
        "/health, X-Other, 200"
    })
    void whoAsksForNobodyElseHasToKnowTheName(String path, String header, int status) {
        try (RawClient client = handshake(path)
                .host("evil.example")
                .without("Upgrade")
                .without("Sec-WebSocket-Key")
                .without("Sec-WebSocket-Version")
                .header("Connection", "close")
                .header(header, "198.51.100.1")
                .open()) {
            assertEquals(status, client.response().status());
        }
    }
}
