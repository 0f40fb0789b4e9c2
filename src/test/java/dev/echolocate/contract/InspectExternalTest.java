package dev.echolocate.contract;

import dev.echolocate.kit.ExternalServer;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("external")
class InspectExternalTest extends InspectContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new ExternalServer();
    }
}
