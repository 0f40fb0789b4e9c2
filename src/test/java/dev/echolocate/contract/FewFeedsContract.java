package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Where;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server with few channels and rooms, of which one address gets five: what is refused takes nothing and holds nothing. */
@On({Where.OWN, Where.LATE, Where.TOMCAT})
class FewFeedsContract extends ContractTest {
    @Override
    protected Map<String, String> settings() {
        return Map.of("feeds.max", "8", "feeds.idle", "1s");
    }

    @Test
    void whoLooksAtNamesThatNobodyUsesTakesNoPlace() {
        for (int i = 0; i < 20; i++) {
            for (String service : new String[] {"broadcast", "chat", "tracker"}) {
                assertEquals(
                        200,
                        Http.get(server(), "/feeds/" + service + "/looked" + i).status());
            }
        }
        FeedClient chat = feed("/chat/" + fresh("a"));
        chat.close();
    }

    @Test
    void aRoomThatDidNotFitHoldsNoPlaceAfterwards() {
        FeedClient one = feed("/chat/" + fresh("one"));
        FeedClient two = feed("/broadcast/" + fresh("two"));
        FeedClient three = feed("/broadcast/" + fresh("three"));
        for (int i = 0; i < 5; i++) {
            assertEquals(1013, plain("/chat/" + fresh("large")).closed().closeCode(), "it needs two");
            Response refused = Http.post(server(), "/feeds/chat/" + fresh("large") + "?name=Ann", "{\"text\":\"x\"}");
            assertEquals(503, refused.status(), refused.text());
            assertTrue(refused.json().getString("detail").contains("your address"), refused.text());
            assertEquals("share", refused.json().getString("code"));
        }
        FeedClient tracker = feed("/tracker/" + fresh("t"));
        assertEquals(1013, plain("/broadcast/" + fresh("full")).closed().closeCode());
        tracker.close();
        one.close();
        two.close();
        three.close();
    }
}
