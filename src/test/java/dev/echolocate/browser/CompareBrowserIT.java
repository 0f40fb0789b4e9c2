package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.echolocate.browser.ComparePage.LANES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.base.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code compare.html}: what it measures, and how it says so. */
class CompareBrowserIT extends CompareBrowserTest {
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
                        + " \\(measured\\): \\d+(\\.\\d)? times as many\\."));
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
        assertEquals(List.of(), violations(page));
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", "compare-full-phone-zh-CN.png")));
        page.locator("#start").tap();
        compare.isIn("paused");
        compare.allHaveAll();
    }
}
