package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Frame;
import dev.echolocate.kit.RawClient;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EchoOptionsGrizzlyTest extends EchoOptionsContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }

    /** Spelled so that what precedes the upgrade doesn't know it: as where nothing does. */
    @Test
    void aWrongValueThatCameThroughIsClosedWithTheReason() {
        Frame close = raw("/%65cho?delay=x").readClose();
        assertEquals(1008, close.closeCode());
        assertEquals("delay: 0 to 60000, not \"x\"", close.closeReason());
    }

    @Test
    void aPingThatWasHeldBackIsNotAnsweredAfterTheClose() {
        RawClient held = raw("/echo?delay=60000&size=1048576");
        held.send(Frame.text("a"), Frame.ping("held back"));
        assertEquals(1, plain("/echo?ping=100&report=1").next().object().getInt("ping"));
        server().restart();
        assertEquals(1001, held.readClose().closeCode());
    }
}
