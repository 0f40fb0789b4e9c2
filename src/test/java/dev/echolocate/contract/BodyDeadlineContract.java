package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies in containers that do not come whole in time: told, ended, and holding nothing any more. */
@On({Where.TOMCAT, Where.JETTY})
class BodyDeadlineContract extends ContractTest {
    private static final int BYTES = 60_000;

    @Override
    protected Map<String, String> settings() {
        return Map.of("request.body-deadline", "1s", "gather.max-total", "1m");
    }

    private HttpWire half(String path, int bytes) {
        return closeAfter(new HttpWire(server()))
                .say("POST " + server().contextPath() + path + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + BYTES + "\r\n\r\n"
                        + "x".repeat(bytes));
    }

    @Test
    void aBodyThatDoesNotComeIsToldAndItsConnectionEnds() {
        for (int sent : new int[] {0, 1, BYTES - 1}) {
            HttpWire late = half("/feeds/broadcast/" + fresh("late"), sent);
            Response answer = late.answer();
            assertEquals(408, answer.status(), answer.text());
            assertEquals("", late.rest());
        }
    }

    /** More in all than there is room for at once. */
    @Test
    void whatALateBodyHeldIsGivenBack() {
        for (int round = 0; round < 4; round++) {
            List<HttpWire> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(half("/feeds/broadcast/" + fresh("held"), BYTES - 1));
            }
            for (HttpWire one : all) {
                assertEquals(408, one.answer().status());
            }
        }
        String path = "/feeds/broadcast/" + fresh("after");
        assertEquals(
                200,
                Http.post(server(), path, "{\"text\":\"" + "x".repeat(BYTES) + "\"}")
                        .status());
    }
}
