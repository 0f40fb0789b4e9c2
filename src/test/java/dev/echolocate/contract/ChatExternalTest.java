package dev.echolocate.contract;

import dev.echolocate.kit.ExternalServer;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("external")
class ChatExternalTest extends ChatContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new ExternalServer();
    }

    // These want a shorter time of grace than servers have by default; without their annotation they are no tests here.

    @Override
    void aReconnectWithinTheGraceTimeIsNoLeaveAndNoJoin() {}

    @Override
    void aSecretTakesOverAtOnceAndTheOldSessionRemovesNobody() {}

    @Override
    void whoVanishesLeavesAfterTheGraceTimeAndWhoSaysSoAtOnce() {}
}
