package dev.echolocate.contract;

import dev.echolocate.embedded.Settings;
import dev.echolocate.kit.TrustingTls;

/** TLS changes nothing. */
class ExchangeGrizzlyTlsTest extends ExchangeGrizzlyTest {
    @Override
    Settings change(Settings settings) {
        return settings.withTls(TrustingTls.identity().context());
    }

    /** Hands are to be shaken with each of them. */
    @Override
    int crowd() {
        return 200;
    }
}
