package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Response;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Strict-Transport-Security} (RFC 6797) behind a proxy that speaks TLS for us, and not where nobody does. */
class HstsContract extends ContractTest {
    private static final String NAME = "Strict-Transport-Security";

    @Override
    protected Map<String, String> settings() {
        return Map.of("hsts", "1h", "proxies", "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/lib/feed.js", "/api/about", "/feeds/broadcast/hsts", "/nothing.html"})
    void itIsSentToWhoComesByTls(String path) {
        Response answer = Http.get(server(), path, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-Proto: https");
        assertEquals("max-age=3600", answer.header(NAME));
        assertNull(Http.get(server(), path, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-Proto: http")
                .header(NAME));
        assertNull(Http.get(server(), path).header(NAME));
    }
}
