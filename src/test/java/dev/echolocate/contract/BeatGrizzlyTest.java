package dev.echolocate.contract;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Server;
import java.util.Map;

class BeatGrizzlyTest extends BeatContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }
}
