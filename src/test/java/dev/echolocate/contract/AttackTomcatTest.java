package dev.echolocate.contract;

import dev.echolocate.kit.Server;
import dev.echolocate.kit.TomcatServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("tomcat")
class AttackTomcatTest extends AttackContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new TomcatServer(settings);
    }

    /** Tomcat answers a ping on a session that it has closed, fails, and says so with its stack. */
    @Override
    protected List<String> logged() {
        return super.logged().stream()
                .filter(line -> !line.contains("Error reading request, ignored")
                        || !line.contains("the WebSocket session has been closed"))
                .toList();
    }
}
