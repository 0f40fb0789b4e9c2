package dev.echolocate.contract;

import dev.echolocate.kit.JettyServer;
import dev.echolocate.kit.Server;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("jetty")
class AdmissionJettyTest extends AdmissionContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new JettyServer(settings);
    }

    /** Jetty warns of every Host header that it can't read. */
    @Override
    protected List<String> logged() {
        return super.logged().stream()
                .filter(line -> !line.startsWith("WARNING org.eclipse.jetty.util.HostPort "))
                .toList();
    }
}
