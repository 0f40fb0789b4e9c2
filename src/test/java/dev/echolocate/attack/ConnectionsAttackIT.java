package dev.echolocate.attack;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Many connections, long heads, many sessions. */
class ConnectionsAttackIT extends AttackRows {
    @Test
    void unfinishedHeadsDoNotEndTheServer(TestInfo row) throws Exception {
        String head = handshake("/echo", 12_600);
        attack(row, () -> crowd().join(6_000, head.substring(0, head.length() - 2)));
    }

    @Test
    void sessionsWithLongHeadersDoNotEndTheServer(TestInfo row) throws Exception {
        attack(row, () -> crowd().join(3_100, handshake("/echo", 13_000)).pong());
    }

    /** A quarter of them: what is refused depends on what fits. */
    @Test
    void manySessionsOfOneAddressLeaveRoomForTheOthers(TestInfo row) throws Exception {
        attack(row, () -> crowd().join(3_000, handshake("/tracker/crowd")).pong());
    }

    @Tag("soak")
    @Test
    void tenThousandSessionsOfOneAddressLeaveRoomForTheOthers(TestInfo row) throws Exception {
        attack(row, () -> crowd().join(10_000, handshake("/tracker/crowd")).pong());
    }
}
