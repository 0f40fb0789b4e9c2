package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Response;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, and what is refused with a reason. */
class FeedsRefusalsContract extends FeedsContract {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/feeds/nothing/x||404|no_such_feed",
                "GET|/feeds/broadcast/a%20b||404|bad_name",
                "GET|/feeds/broadcast/||404|bad_name",
                "GET|/feeds/broadcast||404|bad_name",
                "GET|/feeds/broadcast/a/b||404|bad_name",
                "PUT|/feeds/broadcast/x|{}|405|bad_method",
                "DELETE|/feeds/broadcast/x||405|bad_method",
                "GET|/feeds/broadcast/x?wait=-1||400|bad_query",
                "GET|/feeds/broadcast/x?wait=NaN||400|bad_query",
                "GET|/feeds/broadcast/x?wait=soon||400|bad_query",
                "GET|/feeds/broadcast/x?wait=0x1p1||400|bad_query",
                "GET|/feeds/broadcast/x?wait=1f||400|bad_query",
                "GET|/feeds/broadcast/x?wait=1e1||400|bad_query",
                "GET|/feeds/broadcast/x?wait=||400|bad_query",
                "POST|/feeds/broadcast/x|nonsense|400|bad_json",
                "POST|/feeds/broadcast/x||400|bad_json",
                "POST|/feeds/broadcast/x|{}|400|bad_message",
                "POST|/feeds/broadcast/x|[1]|400|bad_message",
                "POST|/feeds/tracker/x|[1,91,0]|400|bad_lat",
                "POST|/feeds/tracker/x|{\"id\":\"a\"}|400|bad_lat",
            })
    void whatIsWrongIsRefusedWithAReason(String method, String path, @Nullable String body, int status, String code) {
        Response response = Http.request(
                server(), method, path, body == null ? "" : body, "Content-Type: application/json; charset=utf-8");
        assertEquals(status, response.status(), response.text());
        assertEquals("application/problem+json", response.header("Content-Type"));
        JsonObject problem = response.json();
        assertEquals("about:blank", problem.getString("type"));
        assertEquals(status, problem.getInt("status"));
        assertEquals(code, problem.getString("code"));
        assertFalse(problem.getString("title").isEmpty());
        assertFalse(problem.getString("detail").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://evil.example,-,403",
                "null,-,403",
                "-,cross-site,403",
                "-,same-origin,200",
                "-,same-site,200",
                "-,none,200",
                "-,-,200",
            })
    void pagesOfOthersReadAndWriteNothing(@Nullable String origin, @Nullable String site, int status) {
        String feed = "/feeds/broadcast/" + fresh("origin");
        List<String> headers = new ArrayList<>();
        if (origin != null) {
            headers.add("Origin: " + origin);
        }
        if (site != null) {
            headers.add("Sec-Fetch-Site: " + site);
        }
        String start = Http.get(server(), feed).json().getString("cursor");
        String[] all = headers.toArray(String[]::new);
        assertEquals(status, Http.get(server(), feed, all).status());
        assertEquals(status, Http.post(server(), feed, "{\"text\":\"x\"}", all).status());
        headers.add("Accept: text/event-stream");
        if (status != 200) {
            Response refused = Http.get(server(), feed, headers.toArray(String[]::new));
            assertEquals(403, refused.status());
            assertEquals("foreign_origin", refused.json().getString("code"));
            assertNull(refused.header("Access-Control-Allow-Origin"));
        }
        int published = Http.get(server(), feed + "?since=" + start)
                .json()
                .getJsonArray("items")
                .size();
        assertEquals(status == 200 ? 1 : 0, published);
    }

    @Test
    void ourOwnPagesAreLetIn() {
        String feed = "/feeds/broadcast/" + fresh("own");
        Response response = Http.get(server(), feed, "Origin: " + server().origin(), "Sec-Fetch-Site: same-origin");
        assertEquals(200, response.status());
        assertEquals(server().origin(), response.header("Access-Control-Allow-Origin"));
        assertTrue(String.valueOf(response.header("Vary")).contains("Origin"));
    }
}
