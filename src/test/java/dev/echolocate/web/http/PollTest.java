package dev.echolocate.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.App;
import dev.echolocate.app.Keys;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One who polls and doesn't read. */
class PollTest {
    private final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    private Budget unread = new Budget(100, false);
    private final App app = new App(Keys.defaults());

    @AfterEach
    void stop() {
        app.close();
    }

    private AskedExchange poll() {
        return poll("nobody", "since=-.0");
    }

    private AskedExchange poll(String channel, String query) {
        AskedExchange exchange = new AskedExchange("192.0.2.1", query) {
            @Override
            public String path() {
                return "/feeds/broadcast/" + channel;
            }
        };
        new HttpFeeds(app.services(), new Work("work", 1, new Budget(1), unread, refusals, Thread::new))
                .handle(exchange);
        return exchange;
    }

    @Test
    void answersThatNobodyReadsAreBounded() {
        AskedExchange first = poll();
        assertEquals(200, first.status());
        assertTrue(unread.used() > 20, "unread: " + unread.used());
        AskedExchange second = poll();
        assertEquals(503, second.status());
        assertEquals("2", second.answerHeader("Retry-After"));
        assertEquals(1, refusals.of(Refusal.WORK));
        first.read();
        assertEquals(0, unread.used());
        assertEquals(200, poll().status());
    }
}
