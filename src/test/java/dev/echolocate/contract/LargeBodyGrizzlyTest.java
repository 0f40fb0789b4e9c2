package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.kit.ContractTest;
import dev.echolocate.kit.Http;
import dev.echolocate.kit.On;
import dev.echolocate.kit.Response;
import dev.echolocate.kit.Where;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A body that our own server refuses before it has come to whoever answers feeds. */
@On(Where.OWN)
class LargeBodyGrizzlyTest extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("origins", AdmissionContract.FRIEND);
    }

    @Test
    void pagesThatAreLetInMayReadWhyAndOthersMayNot() {
        String path = "/feeds/broadcast/" + fresh("large");
        String body = "x".repeat((1 << 20) + 1);
        Response friend = Http.post(server(), path, body, "Origin: " + AdmissionContract.FRIEND);
        assertEquals(413, friend.status());
        AdmissionContract.readableBy(AdmissionContract.FRIEND, friend);
        Response other = Http.post(server(), path, body, "Origin: https://evil.example");
        assertEquals(null, other.header("Access-Control-Allow-Origin"));
    }
}
