package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.echolocate.testkit.BrowserTest;
import org.junit.jupiter.api.Test;

/** {@code broadcast.html} */
class BroadcastBrowserIT extends BrowserTest {
    private static Page live(Page page) {
        assertThat(page.locator("#socket-1")).hasAttribute("data-state", "live");
        return page;
    }

    private static void say(Page page, String text) {
        page.locator("#message").fill(text);
        page.locator("#send").click();
    }

    private static Locator lines(Page page) {
        return page.locator("#rows li.line");
    }

    @Test
    void twoWindowsHearEachOther() {
        Page one = live(open(context(somebody()), "/broadcast.html"));
        Page two = live(open(context(somebody()), "/broadcast.html"));
        say(one, "hello");
        assertThat(lines(one)).hasText(new String[] {"1: hello"});
        assertThat(lines(two)).hasText(new String[] {"1: hello"});
        say(two, "<b>hi</b> \u4f60");
        assertThat(lines(one)).hasText(new String[] {"1: hello", "1: <b>hi</b> \u4f60"});
    }

    @Test
    void severalSocketsOfOneWindowAreNumbered() {
        Page page = live(open(context(somebody()), "/broadcast.html?channel=several"));
        page.locator("#add").click();
        assertThat(page.locator("#socket-2")).hasAttribute("data-state", "live");
        page.locator("#from").selectOption("2");
        say(page, "from two");
        assertThat(lines(page)).hasCount(2);
        assertThat(lines(page).and(page.locator("[data-socket='1']"))).hasText("1: from two");
        assertThat(lines(page).and(page.locator("[data-socket='2']"))).hasText("2: from two");
    }

    @Test
    void whoComesBackReadsWhatWasSaidMeanwhile() {
        Page away = live(open(context(somebody()), "/broadcast.html?channel=resume"));
        Page talks = live(open(context(somebody()), "/broadcast.html?channel=resume"));
        say(talks, "first");
        assertThat(lines(away)).hasText(new String[] {"1: first"});
        away.locator("#socket-1 .toggle").click();
        assertThat(away.locator("#socket-1")).hasAttribute("data-state", "off");
        say(talks, "second");
        say(talks, "third");
        assertThat(lines(talks)).hasCount(3);
        away.locator("#socket-1 .toggle").click();
        assertThat(lines(away)).hasText(new String[] {"1: first", "1: second", "1: third"});
    }

    @Test
    void bothWindowsComeBackAfterTheServerRestarts() {
        Page one = live(open(context(somebody()), "/broadcast.html?channel=restart"));
        Page two = live(open(context(somebody()), "/broadcast.html?channel=restart"));
        say(one, "before");
        assertThat(lines(two)).hasText(new String[] {"1: before"});
        server().restart();
        assertThat(lines(one)).hasCount(2);
        assertThat(lines(two)).hasCount(2);
        live(one);
        live(two);
        say(one, "after");
        assertThat(lines(two).last()).hasText("1: after");
        excuse("console error: WebSocket connection to");
        excuse("console error: Failed to load resource: net::ERR_CONNECTION_REFUSED");
    }
}
