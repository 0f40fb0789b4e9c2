package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.kit.Http;
import dev.echolocate.kit.Response;
import dev.echolocate.kit.Server;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionGrizzlyTest extends AdmissionContract {
    @Override
    protected Server start(Map<String, String> settings) {
        return new GrizzlyServer(settings);
    }

    /** Refused before it has come to whoever answers feeds. */
    @Test
    void pagesThatAreLetInMayReadThatABodyIsTooLongForAnyRequest() {
        Response large = Http.post(
                server(),
                "/feeds/broadcast/" + fresh("large"),
                "x".repeat((1 << 20) + 1),
                "Origin: " + FRIEND,
                from("192.0.2.42"));
        assertEquals(413, large.status());
        readableBy(FRIEND, large);
    }
}
