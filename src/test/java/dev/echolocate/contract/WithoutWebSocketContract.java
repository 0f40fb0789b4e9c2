package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Reading;
import dev.echolocate.testkit.Reading.By;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket is switched off by the setting {@code websocket}: feeds are read over HTTP all the same. */
class WithoutWebSocketContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("websocket", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/broadcast", "/broadcast/x", "/tracker", "/tracker/x", "/chat", "/chat/x"})
    void everyHandshakeIsRefused(String path) {
        assertEquals(403, handshake(path).open().response().status());
        assertEquals(
                403,
                handshake(path)
                        .header("Origin", server().origin())
                        .open()
                        .response()
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "chat", "tracker"})
    void feedsAreReadOverHttp(String service) {
        String feed = service + "/" + fresh("off");
        Reading reader = closeAfter(Reading.open(By.SSE, server(), feed, null));
        String message = service.equals("tracker") ? "{\"id\":\"a\",\"lat\":1,\"lon\":2}" : "{\"text\":\"hi\"}";
        assertEquals(
                200,
                Http.post(server(), "/feeds/" + feed + "?name=Ann", message).status());
        reader.item();
    }
}
