package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.echolocate.browser.ComparePage.LANES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is drawn on {@code compare.html} is drawn four times. */
class CompareDrawingBrowserIT extends CompareBrowserTest {
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
}
