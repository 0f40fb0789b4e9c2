package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.On;
import dev.echolocate.testkit.Where;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code tracker.html} */
@On({Where.OWN, Where.EXTERNAL})
class TrackerBrowserIT extends BrowserTest {
    private static Locator others(Page page) {
        return page.locator("#people li.person[data-me=false]");
    }

    private static Locator oneself(Page page) {
        return page.locator("#people li.person[data-me=true]");
    }

    private static void isAt(Locator person, String latitude, String longitude) {
        assertThat(person).hasCount(1);
        assertThat(person).hasAttribute("data-lat", latitude);
        assertThat(person).hasAttribute("data-lon", longitude);
    }

    @Test
    void twoPeopleSeeEachOtherMoveAndLeave() {
        BrowserContext zurich = context(somebodyAt(47.37, 8.54));
        BrowserContext beijing = context(somebodyAt(39.9, 116.4));
        Page one = share(zurich, "/tracker.html?room=two");
        Page two = share(beijing, "/tracker.html?room=two");
        isAt(others(one), "39.9", "116.4");
        isAt(others(two), "47.37", "8.54");
        isAt(oneself(one), "47.37", "8.54");
        zurich.setGeolocation(new Geolocation(47.38, 8.55));
        isAt(others(two), "47.38", "8.55");
        isAt(oneself(one), "47.38", "8.55");
        beijing.setGeolocation(new Geolocation(-39.9, -116.5));
        isAt(others(one), "-39.9", "-116.5");
        two.locator("#share").click();
        assertThat(others(one)).hasCount(0);
        assertThat(oneself(one)).hasCount(1);
    }

    @On(Where.OWN)
    @Test
    void theyAreTheSamePeopleAfterTheServerRestarts() {
        BrowserContext first = context(somebodyAt(1, 2));
        BrowserContext second = context(somebodyAt(3, 4));
        Page one = share(first, "/tracker.html?room=restart");
        Page two = share(second, "/tracker.html?room=restart");
        isAt(others(one), "3", "4");
        isAt(others(two), "1", "2");
        server().restart();
        assertThat(one.locator("#status")).hasAttribute("data-state", "live");
        assertThat(two.locator("#status")).hasAttribute("data-state", "live");
        first.setGeolocation(new Geolocation(5, 6));
        isAt(others(two), "5", "6");
        isAt(others(one), "3", "4");
        excuse("console error: WebSocket connection to");
        excuse("console error: Failed to load resource: net::ERR_CONNECTION_REFUSED");
    }

    @Test
    void aReloadIsTheSamePerson() {
        Page one = share(context(somebodyAt(1, 2)), "/tracker.html?room=reload");
        Page two = share(context(somebodyAt(3, 4)), "/tracker.html?room=reload");
        isAt(others(two), "1", "2");
        String id = others(two).getAttribute("data-id");
        one.reload();
        isAt(oneself(one), "1", "2");
        assertThat(oneself(one)).hasAttribute("data-id", id);
        assertThat(others(two)).hasCount(1);
    }

    @Test
    void twoTabsOfOnePersonAreTwo() {
        BrowserContext person = context(somebodyAt(1, 2));
        Page one = share(person, "/tracker.html?room=tabs");
        isAt(oneself(one), "1", "2");
        Page two = open(person, "/tracker.html?room=tabs");
        isAt(others(two), "1", "2");
        isAt(others(one), "1", "2");
    }

    @Test
    void aDeniedPositionIsSaidInWordsAndOthersAreSeen() {
        BrowserContext denies = context(somebody());
        denies.grantPermissions(java.util.List.of());
        Page page = share(denies, "/tracker.html?room=denied");
        assertThat(page.locator("#position")).hasAttribute("data-state", "denied");
        assertThat(page.locator("#position")).hasText(Pattern.compile(".{30,}"));
        share(context(somebodyAt(1, 2)), "/tracker.html?room=denied");
        isAt(others(page), "1", "2");
        assertThat(oneself(page)).hasCount(0);
    }

    @Test
    void roomsAreSeparate() {
        Page here = share(context(somebodyAt(1, 2)), "/tracker.html?room=here");
        Page there = share(context(somebodyAt(3, 4)), "/tracker.html?room=there");
        isAt(oneself(here), "1", "2");
        isAt(oneself(there), "3", "4");
        assertThat(others(here)).hasCount(0);
        assertThat(others(there)).hasCount(0);
    }
}
