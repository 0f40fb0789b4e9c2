package dev.echolocate.embedded;

import dev.echolocate.kit.TrustingTls;

/** A pause holds TLS back as it holds back plain TCP. */
class PauseTlsTest extends PauseTest {
    @Override
    Settings change(Settings settings) {
        return settings.withTls(TrustingTls.identity()::context);
    }
}
