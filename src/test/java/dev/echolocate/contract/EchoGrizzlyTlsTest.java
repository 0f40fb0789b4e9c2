package dev.echolocate.contract;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Server;
import dev.echolocate.kit.TrustingTls;
import java.util.HashMap;
import java.util.Map;

/** Everything that holds of {@code ws} holds of {@code wss}. */
class EchoGrizzlyTlsTest extends EchoGrizzlyTest {
    @Override
    protected Server start(Map<String, String> settings) {
        Map<String, String> secure = new HashMap<>(settings);
        secure.putAll(TrustingTls.settings());
        return new GrizzlyServer(secure);
    }
}
