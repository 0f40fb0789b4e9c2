package dev.echolocate.embedded;

import dev.echolocate.testkit.TrustingTls;

/** A pause holds TLS back as it holds back plain TCP. */
class PauseTlsTest extends PauseTest {
    @Override
    ServerSettings change(ServerSettings settings) {
        return settings.withTls(TrustingTls.identity()::context);
    }
}
