package dev.echolocate.contract;

import dev.echolocate.kit.Server;
import dev.echolocate.kit.TomcatServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("tomcat")
class EchoOptionsTomcatTest extends EchoOptionsContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new TomcatServer(settings);
    }

    /** Tomcat itself answers a ping, maybe on a session that another thread is closing, and logs that it can't. */
    @Override
    protected List<String> logged() {
        return super.logged().stream()
                .filter(entry -> !entry.contains("sendPong") || !entry.contains("session has been closed"))
                .toList();
    }
}
