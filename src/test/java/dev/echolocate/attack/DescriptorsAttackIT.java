package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A server that may open 400 files: more connections than that, before anybody else came and after. */
class DescriptorsAttackIT extends AttackRows {
    private static final int DESCRIPTORS = 400;

    @Override
    int descriptors() {
        return DESCRIPTORS;
    }

    @Test
    void connectionsOfOneAddressLeaveDescriptorsForTheOthers(TestInfo row) throws Exception {
        attack(
                row,
                () -> crowd().join(2 * DESCRIPTORS, "").say(handshake("/echo").getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Nothing has been served yet, so much of what serves has to be loaded from files that can't be opened. */
    @Test
    void aServerWithoutDescriptorsServesOnceThereAreSome() {
        process().restart();
        try (Crowd crowd = new Crowd(attacked())) {
            crowd.join(2 * DESCRIPTORS, "").say(handshake("/echo").getBytes(StandardCharsets.ISO_8859_1));
            crowd.untilQuiet();
        }
        assertServes(healthy());
        assertServes(attacked());
        assertTrue(process().isAlive(), "it ended");
        assertTrue(
                process().exceptions().isEmpty(),
                () -> "in the log: " + process().exceptions());
    }
}
