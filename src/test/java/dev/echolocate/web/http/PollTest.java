package dev.echolocate.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.App;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Config;
import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One who polls and doesn't read. */
class PollTest {
    private final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    private final Budget unread = new Budget(40, false);
    private final App app = new App(Config.defaults());
    private final HttpFeeds feeds =
            new HttpFeeds(app.doors(), new Work(1, new Budget(1), unread, refusals, Thread::new));

    @AfterEach
    void stop() {
        app.close();
    }

    private AskedExchange poll() {
        AskedExchange exchange = new AskedExchange("192.0.2.1", "since=-.0") {
            @Override
            public String path() {
                return "/feeds/broadcast/nobody";
            }
        };
        feeds.handle(exchange);
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
