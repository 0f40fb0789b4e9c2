package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.testkit.BrowserTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A browser in which WebSocket does not work at first, and then does. */
class GoingUpBrowserIT extends BrowserTest {
    /** Until {@code unblock()}; and what sockets hear after {@code hold()} is heard at {@code release()}. */
    private static final String BLOCK = """
            const Real = WebSocket;
            const held = [];
            let holding = false;
            window.WebSocket = function () { throw new Error(); };
            window.unblock = () => {
              window.WebSocket = class extends Real {
                constructor(...how) {
                  super(...how);
                  this.addEventListener('message', (event) => {
                    if (holding) {
                      event.stopImmediatePropagation();
                      held.push([this, event.data]);
                    }
                  });
                }
              };
              dispatchEvent(new Event('online'));
            };
            window.hold = () => { holding = true; };
            window.heldBack = () => held.length;
            window.release = () => {
              holding = false;
              held.forEach(([socket, data]) => socket.dispatchEvent(new MessageEvent('message', { data })));
            };
            """;

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
        while (said < 10) {
            say(talks, said++);
        }
        assertThat(climbs.locator("#rows li.line")).hasCount(said);
        // The WebSocket begins where the stream stands now; the stream reads on before the WebSocket is heard.
        climbs.evaluate("hold()");
        climbs.evaluate("unblock()");
        climbs.waitForCondition(() -> (Boolean) climbs.evaluate("heldBack() > 0"));
        say(talks, said++);
        assertThat(climbs.locator("#rows li.line")).hasCount(said);
        assertThat(pill).hasText("Live over streaming (SSE)");
        climbs.waitForCondition(() -> (Boolean) climbs.evaluate("heldBack() > 1"));
        climbs.evaluate("release()");
        assertThat(pill).hasText("Live over WebSocket");
        while (said < 20) {
            say(talks, said++);
        }
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
        Page climbs = share(climber, "/tracker.html?room=up");
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
