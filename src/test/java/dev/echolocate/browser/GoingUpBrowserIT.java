package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.kit.BrowserTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A browser in which WebSocket does not work at first, and then does. */
class GoingUpBrowserIT extends BrowserTest {
    private static final String BLOCK = "const Real = WebSocket; window.WebSocket = function () { throw new Error(); };"
            + " window.unblock = () => { window.WebSocket = Real; dispatchEvent(new Event('online')); };";

    private BrowserContext blocked(com.microsoft.playwright.Browser.NewContextOptions person) {
        BrowserContext context = context(person);
        context.addInitScript(BLOCK);
        return context;
    }

    @Test
    void nothingIsLostOrRepeatedOnTheWayUp() {
        Page talks = open(context(somebody()), "/broadcast.html?channel=up");
        assertThat(talks.locator("#socket-1 .pill")).hasText("Live over WebSocket");
        Page climbs = open(blocked(somebody()), "/broadcast.html?channel=up");
        Locator pill = climbs.locator("#socket-1 .pill");
        assertThat(pill).hasText("Live over streaming (SSE)");
        int said = 0;
        for (; said < 20; said++) {
            if (said == 10) {
                climbs.evaluate("unblock()");
            }
            say(talks, said);
        }
        assertThat(pill).hasText("Live over WebSocket");
        say(talks, said++);
        assertThat(climbs.locator("#rows li.line"))
                .hasText(
                        IntStream.range(0, said).mapToObj(n -> "1: number " + n).toArray(String[]::new));
        climbs.locator("#message").fill("and back");
        climbs.locator("#send").click();
        assertThat(talks.locator("#rows li.line").last()).hasText("1: and back");
    }

    private static void say(Page page, int n) {
        page.locator("#message").fill("number " + n);
        page.locator("#send").click();
    }

    @Test
    void itIsTheSamePersonUpThere() {
        BrowserContext climber = blocked(somebodyAt(1, 2));
        Page climbs = open(climber, "/tracker.html?room=up");
        Page watches = open(context(somebody()), "/tracker.html?room=up&watch");
        assertThat(climbs.locator("#status")).hasText("Live over streaming (SSE)");
        Locator seen = watches.locator("#people li.person");
        assertThat(seen).hasCount(1);
        String id = seen.getAttribute("data-id");
        climbs.evaluate("unblock()");
        assertThat(climbs.locator("#status")).hasText("Live over WebSocket");
        climber.setGeolocation(new Geolocation(5, 6));
        assertThat(seen).hasCount(1);
        assertThat(seen).hasAttribute("data-lat", "5");
        assertThat(seen).hasAttribute("data-id", id);
    }
}
