package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.echolocate.browser.ComparePage.LANES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.echolocate.base.Json;
import dev.echolocate.testkit.BrowserTest;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code compare.html} */
class CompareBrowserIT extends BrowserTest {
    private ComparePage opened(BrowserContext context) {
        return new ComparePage(open(context, "/compare.html"));
    }

    private ComparePage opened() {
        return opened(context(somebody()));
    }

    @Test
    void allFourHearOfEachChangeAndPollingIsTheLatest() {
        ComparePage compare = opened();
        compare.set("2", "1");
        compare.start();
        compare.arrive("poll", 10);
        compare.pause();
        compare.allHaveAll();
        double poll = compare.millis("poll", "p50");
        for (String lane : LANES.subList(0, 3)) {
            assertTrue(compare.millis(lane, "p50") < poll, lane);
            assertTrue(compare.millis(lane, "p50") <= compare.millis(lane, "p99"), lane);
        }
        assertEquals(1, ComparePage.number(compare.figure("websocket", "requests")));
        assertEquals(1, ComparePage.number(compare.figure("sse", "requests")));
        assertTrue(ComparePage.number(compare.figure("long-poll", "requests")) >= compare.published());
    }

    @Test
    void bytesAreMeasuredAndReadInTwoSentences() {
        ComparePage compare = opened();
        compare.set("20", "1");
        compare.start();
        compare.arrive("poll", 40);
        compare.pause();
        for (String lane : LANES) {
            assertThat(compare.page.locator("#row-" + lane + " .source"))
                    .hasText(new String[] {"measured", "measured", "measured"});
            for (String direction : List.of("in", "out")) {
                assertTrue(ComparePage.number(compare.figure(lane, direction)) > 300, lane + " " + direction);
            }
        }
        assertTrue(each(compare, "long-poll") > each(compare, "sse"));
        assertTrue(each(compare, "sse") > each(compare, "websocket"));
        assertThat(compare.page.locator("#reading-1")).containsText("over polling, half took longer than");
        assertThat(compare.page.locator("#reading-2"))
                .hasText(Pattern.compile("For each change, long polling moved the most bytes, "
                        + compare.figure("long-poll", "each").textContent() + ", and WebSocket the fewest, "
                        + compare.figure("websocket", "each").textContent()
                        + " \\(measured\\): \\d+ times as many\\."));
        assertThat(compare.page.locator("main")).containsText("TCP and TLS are left out");
    }

    private static int each(ComparePage compare, String lane) {
        return ComparePage.number(compare.figure(lane, "each"));
    }

    @Test
    @Tag("browsers")
    void whatAPageComputesIsCloseToWhatIsMeasured() throws Exception {
        BrowserContext unmeasured = context(somebody());
        AtomicReference<String> asked = new AtomicReference<>("");
        unmeasured.route("**/api/traffic*", route -> {
            asked.set(route.request().url());
            // the server counts, but the page is not told
            route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"measured\": false}"));
        });
        ComparePage compare = opened(unmeasured);
        compare.set("10", "1");
        compare.start();
        compare.arrive("poll", 50);
        compare.pause();
        assertThat(compare.page.locator("#row-poll .source").first()).hasText("computed");
        assertThat(compare.page.locator("#source")).containsText("RFC 6455 5.2");
        JsonObject measured = Json.object(
                        Json.parse(unmeasured.request().get(asked.get()).text()), "an object")
                .getJsonObject("transports");
        for (String lane : LANES) {
            near(measured.getJsonObject(lane).getInt("received"), compare.figure(lane, "out"), lane + " out");
            near(measured.getJsonObject(lane).getInt("sent"), compare.figure(lane, "in"), lane + " in");
        }
    }

    /** A closing frame, or what was on its way at the pause, may make a difference. */
    private static void near(int measured, Locator computed, String what) {
        int difference = ComparePage.number(computed) - measured;
        assertTrue(Math.abs(difference) <= Math.max(20, 0.03 * measured), what + " " + difference + " of " + measured);
    }

    @Test
    @Tag("browsers")
    void whatOthersSayInTheChannelIsNoNewsOfTheRace() {
        ComparePage compare = opened();
        AtomicReference<String> feed = new AtomicReference<>("");
        compare.page.onRequest(request -> {
            if (request.url().contains("traffic=poll")) {
                feed.set(request.url().replaceFirst("\\?.*", ""));
            }
        });
        compare.set("20", "0.25");
        compare.start();
        compare.arrive("poll", 20);
        String blank = compare.picture("");
        compare.page.evaluate(
                "async feed => { for (const text of ['1 0 probe', '7 0 probe', '999999 1 probe', '-3 1 probe', '0 0 clear',"
                        + " '999999 1 draw 0 9,9 200,200', 'nonsense', '', '9e15 1 ' + 'x'.repeat(9000)]) {"
                        + " await fetch(feed, {method: 'POST', body: JSON.stringify({text}), headers: {'Content-Type': 'application/json'}}); } }",
                feed.get());
        compare.arrive("poll", compare.published() + 20);
        compare.pause();
        compare.allHaveAll();
        compare.allShow(blank);
        for (String lane : LANES) {
            assertTrue(compare.millis(lane, "worst") < 10_000, lane);
        }
    }

    @Test
    @Tag("browsers")
    void aDrawingOutlivesAReset() {
        ComparePage compare = opened();
        compare.set("2", "5");
        compare.start();
        stroke(compare.page);
        String drawn = compare.picture("");
        compare.page.locator("#reset").click();
        compare.allShow(drawn);
        for (String lane : LANES) {
            compare.page.waitForCondition(
                    () -> !compare.page.locator("#lag-" + lane).textContent().equals("–"));
        }
        compare.pause();
    }

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
    @Tag("browsers")
    void theLinesAreDrawn() {
        ComparePage compare = opened();
        compare.set("20", "1");
        compare.start();
        compare.arrive("poll", 60);
        for (String plot : List.of("latency", "requests", "bytes")) {
            Locator canvas = compare.page.locator("#plot-" + plot + " canvas");
            for (String lane : List.of("websocket", "long-poll", "poll")) {
                if (!(plot.equals("requests") && lane.equals("websocket"))) {
                    compare.page.waitForCondition(() -> pixels(canvas, compare.page, lane) > 20);
                }
            }
        }
        compare.pause();
    }

    /** How many have the colour of a lane. */
    private static int pixels(Locator canvas, Page page, String lane) {
        String colour = String.valueOf(page.locator("#swatch-" + lane)
                .evaluate("swatch => getComputedStyle(swatch).color.match(/\\d+/g).join()"));
        return (Integer) canvas.evaluate(
                "(canvas, colour) => { const [r, g, b] = colour.split(',').map(Number);"
                        + " const copy = Object.assign(document.createElement('canvas'), {width: canvas.width, height: canvas.height})"
                        + ".getContext('2d', {willReadFrequently: true}); copy.drawImage(canvas, 0, 0);"
                        + " const {data} = copy.getImageData(0, 0, canvas.width, canvas.height);"
                        + " let found = 0; for (let i = 0; i < data.length; i += 4) {"
                        + " if (data[i] === r && data[i + 1] === g && data[i + 2] === b && data[i + 3] > 200) found++; }"
                        + " return found; }",
                colour);
    }

    @Test
    void aStrokeOfTheMouseIsReplayedFourTimes() {
        ComparePage compare = opened();
        String blank = compare.picture("");
        stroke(compare.page);
        String drawn = compare.picture("");
        assertNotEquals(blank, drawn);
        compare.allShow(drawn);
        for (String lane : LANES) {
            assertThat(compare.page.locator("#lag-" + lane)).hasText(Pattern.compile("[\\d.]+ ms"));
        }
        compare.page.locator("#clear").click();
        assertEquals(blank, compare.picture(""));
        compare.allShow(blank);
    }

    private static void stroke(Page page) {
        page.locator("#sheet").scrollIntoViewIfNeeded();
        BoundingBox box = page.locator("#sheet").boundingBox();
        page.mouse().move(box.x + 20, box.y + 20);
        page.mouse().down();
        for (int n = 1; n <= 20; n++) {
            page.mouse().move(box.x + 20 + 8 * n, box.y + 20 + 5 * n);
        }
        page.mouse().up();
    }

    @Test
    @Tag("browsers")
    void theArrowKeysDrawAFingerDrawsAndItDrawsByItself() {
        Browser.NewContextOptions person = onPhone(somebody()).setReducedMotion(ReducedMotion.REDUCE);
        ComparePage compare = opened(context(person));
        String blank = compare.picture("");
        Locator sheet = compare.page.locator("#sheet");
        for (String key : List.of("ArrowRight", "ArrowDown", "Shift+ArrowDown", "ArrowLeft")) {
            sheet.press(key);
        }
        assertThat(compare.page.locator("#cross")).isVisible();
        compare.page.locator("#clear").focus();
        assertThat(compare.page.locator("#cross")).isHidden();
        String keyed = compare.picture("");
        assertNotEquals(blank, keyed);
        compare.allShow(keyed);
        sheet.tap();
        compare.page.waitForCondition(() -> !compare.picture("").equals(keyed));
        compare.allShow(compare.picture(""));
        compare.page.locator("#clear").click();
        compare.allShow(blank);
        compare.page.locator("#figure").click();
        // the figure is whole when nothing is added any more, which the pause after it says
        compare.page.waitForCondition(
                () -> compare.page.locator("#status").getAttribute("data-race").equals("paused"),
                new Page.WaitForConditionOptions().setTimeout(40_000));
        assertNotEquals(blank, compare.picture(""));
        compare.allShow(compare.picture(""));
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

    @Test
    @Tag("browsers")
    void itReadsInChineseOnAPhoneInTheDarkForEverybody() {
        Page page =
                open(context(onPhone(somebody().setLocale("zh-CN")).setColorScheme(ColorScheme.DARK)), "/compare.html");
        ComparePage compare = new ComparePage(page);
        page.locator("#rate").fill("7");
        page.locator("#start").tap();
        compare.arrive("poll", 40);
        assertThat(page.locator("#reading-1")).containsText("一半的变化");
        assertThat(page.locator("#reading-2")).containsText("实测");
        assertThat(page.locator("#row-poll .lane-state")).hasText("已连通");
        assertEquals(0, page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"));
        assertEquals(
                List.of(),
                new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .map(rule -> rule.getId() + ": " + rule.getNodes())
                                .toList());
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", "compare-full-phone-zh-CN.png")));
        page.locator("#start").tap();
        compare.isIn("paused");
        compare.allHaveAll();
    }
}
