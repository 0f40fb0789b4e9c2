package dev.echolocate.contract;

import dev.echolocate.kit.Server;
import dev.echolocate.kit.TomcatServer;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("tomcat")
class BeatTomcatTest extends BeatContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new TomcatServer(settings);
    }
}
