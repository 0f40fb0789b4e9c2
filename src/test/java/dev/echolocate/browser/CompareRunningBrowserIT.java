package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.echolocate.browser.ComparePage.LANES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The race of {@code compare.html} pauses, goes on, begins anew, and says what holds it up. */
class CompareRunningBrowserIT extends CompareBrowserTest {
    @Test
    void itSaysThatTheServerDoesNotAnswerAndGoesOnWhenItDoes() {
        BrowserContext person = context(somebody());
        person.route("**/feeds/broadcast/*", Route::abort);
        ComparePage compare = opened(person);
        compare.page.locator("#start").click();
        assertThat(compare.page.locator("#unanswered")).containsText("does not answer yet");
        compare.isIn("opening");
        person.unroute("**/feeds/broadcast/*");
        compare.isIn("racing");
        assertThat(compare.page.locator("#unanswered")).isHidden();
        compare.pause();
        excuse("console error: Failed to load resource: ");
    }

    @Test
    void aPauseStopsItUntilItGoesOnWithoutLoss() {
        BrowserContext person = context(somebody());
        ComparePage compare = opened(person);
        compare.set("20", "0.25");
        compare.start();
        compare.arrive("poll", 20);
        compare.pause();
        int published = compare.published();
        for (String lane : LANES) {
            assertThat(compare.laneState(lane)).hasText("closed");
        }
        // as long as another one takes to run, this one stands
        ComparePage other = opened(person);
        other.set("20", "0.25");
        other.start();
        other.arrive("poll", 20);
        other.pause();
        assertEquals(published, compare.published());
        compare.page.locator("#start").click();
        compare.isIn("racing");
        compare.arrive("poll", published + 20);
        compare.pause();
        compare.allHaveAll();
    }

    @Test
    @Tag("browsers")
    void aResetBeginsAgain() {
        ComparePage compare = opened();
        compare.set("20", "0.25");
        compare.start();
        compare.arrive("poll", 20);
        compare.pause();
        compare.page.locator("#reset").click();
        assertThat(compare.page.locator("#published")).hasText("0");
        assertThat(compare.page.locator("#running")).hasText("00:00");
        assertThat(compare.page.locator("#reading")).containsText("When 5 changes have arrived");
        for (String lane : LANES) {
            for (String figure : List.of("arrived", "requests", "out", "in")) {
                assertThat(compare.figure(lane, figure)).hasText("0");
            }
            for (String figure : List.of("p50", "p99", "worst", "each")) {
                assertThat(compare.figure(lane, figure)).hasText("–");
            }
        }
        compare.start();
        compare.arrive("poll", 5);
        compare.page.locator("#reset").click();
        compare.arrive("poll", 5);
        compare.pause();
        compare.allHaveAll();
    }

    @Test
    @Tag("browsers")
    void theIntervalOfPollingIsChangedWhileItRuns() {
        ComparePage compare = opened();
        compare.set("20", "5");
        compare.start();
        compare.set("20", "0.25");
        compare.arrive("poll", 40);
        compare.page.locator("#reset").click();
        compare.arrive("poll", 40);
        compare.pause();
        // 40 changes at 20/s take 2 s, in which it polled about 8 times
        assertTrue(ComparePage.number(compare.figure("poll", "requests")) > 3);
    }

    @Test
    void connectionsOfOtherTabsAreLeftToThem() {
        BrowserContext person = context(somebody());
        Page other = open(person, "/index.html");
        other.evaluate("() => Promise.all([0, 1, 2, 3].map(n => new Promise(held =>"
                + " navigator.locks.request('echolocate-held-' + n, () => (held(), new Promise(() => {}))))))");
        ComparePage compare = opened(person);
        compare.set("20", "0.25");
        compare.start();
        compare.arrive("poll", 10);
        for (String lane : List.of("sse", "long-poll")) {
            assertThat(compare.laneState(lane)).hasText("waits for a connection");
        }
        assertThat(compare.page.locator("#waiting")).containsText("these need: server-sent events and long polling.");
        other.close();
        for (String lane : LANES) {
            assertThat(compare.laneState(lane)).hasText("live");
        }
        assertThat(compare.page.locator("#waiting")).isHidden();
        compare.pause();
        compare.allHaveAll();
    }

    @Test
    void twoOfTheFourPermitsAreTaken() {
        BrowserContext person = context(somebody());
        ComparePage compare = opened(person);
        compare.start();
        String held =
                "async () => (await navigator.locks.query()).held.filter(({name}) => name.startsWith('echolocate-held')).length";
        assertEquals(2, compare.page.evaluate(held));
        compare.pause();
        compare.page.waitForCondition(() -> compare.page.evaluate(held).equals(0));
    }

    @Test
    void afterARestartOfTheServerAllGoOn() {
        ComparePage compare = opened();
        compare.set("20", "0.25");
        compare.start();
        compare.arrive("poll", 10);
        server().restart();
        for (String lane : LANES) {
            assertThat(compare.laneState(lane))
                    .containsText(
                            "began anew",
                            new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                                    .setTimeout(40_000));
        }
        compare.page.locator("#reset").click();
        for (String lane : LANES) {
            compare.arrive(lane, 20);
        }
        compare.pause();
        excuse("console error: Failed to load resource: ");
        excuse("console error: WebSocket connection to");
        excuse("503 for ");
    }

    @Test
    void whoHidAndShowedTheTabIsToldOfTheTimers() {
        ComparePage compare = opened();
        Locator notice = compare.page.locator("#throttled");
        String show = "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                + " document.dispatchEvent(new Event('visibilitychange')); }";
        compare.start();
        compare.page.evaluate(show, true);
        compare.arrive("poll", 2);
        assertThat(notice).isHidden();
        compare.page.evaluate(show, false);
        assertThat(notice).containsText("Browsers hold back the timers of hidden tabs");
        compare.pause();
        compare.allHaveAll();
    }
}
