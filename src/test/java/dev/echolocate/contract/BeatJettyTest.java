package dev.echolocate.contract;

import dev.echolocate.kit.JettyServer;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("jetty")
class BeatJettyTest extends BeatContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new JettyServer(settings);
    }
}
