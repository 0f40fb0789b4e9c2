package dev.echolocate.contract;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Server;
import java.util.Map;

class AttackGrizzlyTest extends AttackContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }
}
