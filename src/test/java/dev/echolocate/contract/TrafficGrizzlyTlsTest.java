package dev.echolocate.contract;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Server;
import dev.echolocate.kit.TrustingTls;
import java.util.HashMap;
import java.util.Map;

/** The same bytes are counted: those before they are encrypted. */
class TrafficGrizzlyTlsTest extends TrafficGrizzlyTest {
    @Override
    protected Server start(Map<String, String> settings) {
        Map<String, String> secure = new HashMap<>(settings);
        secure.putAll(TrustingTls.settings());
        return new GrizzlyServer(secure);
    }
}
