package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Figures;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that can be turned off is: 404, with words, and the rest goes on. */
class TurnedOffContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "services.inspect", "off",
                "services.compare", "off",
                "services.default-rooms", "off",
                "services.echo-options", "off",
                "services.qr", "off");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/handshake, services.inspect",
        "/api/accept?key=x, services.inspect",
        "/api/drafts, services.inspect",
        "/api/frames, services.inspect",
        "/api/traffic?channel=x, services.compare",
        "/feeds/broadcast/default, services.default-rooms",
        "/feeds/chat/default, services.default-rooms",
        "/feeds/tracker/defaul%74, services.default-rooms",
        "/feeds/room/default, services.default-rooms",
    })
    void programsAreToldInTheirTerms(String path, String setting) {
        Response answer = Http.get(server(), path);
        assertEquals(404, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
        assertEquals("turned_off", answer.json().getString("code"));
        assertTrue(answer.text().contains(setting), answer.text());
    }

    @ParameterizedTest
    @CsvSource({
        "/inspect.html, services.inspect",
        "/inspect, services.inspect",
        "/compare.html, services.compare",
        "/qr?text=a, services.qr"
    })
    void peopleAreToldInWords(String path, String setting) {
        Response answer = Http.get(server(), path);
        assertEquals(404, answer.status(), answer::text);
        assertTrue(answer.header("Content-Type").startsWith("text/plain"), answer.header("Content-Type"));
        List<String> lines = answer.text().lines().toList();
        assertEquals(2, lines.size(), answer.text());
        assertTrue(lines.get(0).matches("404: .* turned off .*\\(setting " + setting + "\\)"), answer.text());
        assertTrue(lines.get(1).matches("404：这台服务器已关闭.+（设置 " + setting + "）"), answer.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/inspect",
                "/broadcast",
                "/chat",
                "/tracker",
                "/broadcast/default",
                "/chat/default",
                "/tracker/default",
                "/room/default",
                "/echo?delay=100",
                "/echo?prefix=&close=1000"
            })
    void noSocketIsOpened(String path) {
        String[] off = {"reason", "off", "setting", ""};
        double before = Figures.of(server()).get("echolocate_refused_total", off);
        Response answer = closeAfter(handshake(path).open()).response();
        assertEquals(404, answer.status(), answer::text);
        assertTrue(answer.text().contains("turned off on this server (setting services."), answer.text());
        assertEquals(1, Figures.of(server()).get("echolocate_refused_total", off) - before);
    }

    @Test
    void theRestGoesOn() {
        Client echo = plain("/echo?prefix=");
        echo.send("a");
        assertEquals("a", echo.next().text());
        String room = fresh("room");
        assertEquals(
                200,
                Http.post(server(), "/feeds/broadcast/" + room, "{\"text\":\"x\"}")
                        .status());
        assertEquals(
                101, closeAfter(handshake("/tracker/" + room).open()).response().status());
        assertEquals(
                101, closeAfter(handshake("/chat/" + room).open()).response().status());
        assertEquals(200, Http.get(server(), "/index.html").status());
    }

    @Test
    void itIsSaidWhatIsOff() {
        Response answer = Http.get(server(), "/api/about");
        assertEquals(200, ProtocolOperation.of("GET", "/api/about").status(answer));
        var services = answer.json().getJsonObject("services");
        assertEquals(
                "{inspect=false, compare=false, default-rooms=false, echo-options=false, qr=false}",
                new java.util.LinkedHashMap<>(services).toString());
    }
}
