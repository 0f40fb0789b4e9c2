package dev.echolocate.contract;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Server;
import dev.echolocate.kit.TrustingTls;
import java.util.HashMap;
import java.util.Map;

/** A stop is told over TLS too. */
class StopGrizzlyTlsTest extends StopGrizzlyTest {
    @Override
    Server start(Map<String, String> settings) {
        Map<String, String> secure = new HashMap<>(settings);
        secure.putAll(TrustingTls.settings());
        return new GrizzlyServer(secure);
    }
}
