package dev.echolocate.contract;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Server;
import dev.echolocate.kit.TrustingTls;
import java.util.HashMap;
import java.util.Map;

/** Over TLS, with a certificate that nobody vouches for. */
class ProbeGrizzlyTlsTest extends ProbeGrizzlyTest {
    @Override
    protected Server start(Map<String, String> settings) {
        Map<String, String> secure = new HashMap<>(settings);
        secure.putAll(TrustingTls.settings());
        return new GrizzlyServer(secure);
    }
}
