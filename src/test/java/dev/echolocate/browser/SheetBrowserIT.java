package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.BoundingBox;
import dev.echolocate.testkit.BrowserTest;
import org.junit.jupiter.api.Test;

/** {@code tracker.html} on a phone: the sheet below the map. */
class SheetBrowserIT extends BrowserTest {
    private static final int SLOWLY = 10;
    private static final IsInViewportOptions WHOLE = new IsInViewportOptions().setRatio(1);

    private static void drag(Page page, double to) {
        BoundingBox box = page.locator("#sheet-toggle").boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + 10);
        page.mouse().down();
        for (int i = 1; i <= SLOWLY; i++) {
            page.mouse().move(box.x + box.width / 2, box.y + 10 + (to - box.y - 10) * i / SLOWLY);
        }
        page.mouse().up();
    }

    private static double top(Page page) {
        return page.locator(".sheet").boundingBox().y;
    }

    @Test
    void itIsDraggedToAPeekThatShowsWhoIsHereAndUpAgain() {
        Page page = share(context(onPhone(somebodyAt(1, 2))), "/tracker.html?room=sheet");
        assertThat(page.locator("#people li.person")).hasCount(1);
        Locator body = page.locator("body");
        assertThat(body).hasAttribute("data-sheet", "half");
        double half = top(page);
        drag(page, 735);
        assertThat(body).hasAttribute("data-sheet", "peek");
        assertTrue(top(page) > half + 100, "the map has the room");
        assertThat(page.locator("#people-heading")).isInViewport();
        assertThat(page.locator("#share")).isInViewport(WHOLE);
        screenshot(page, "sheet-peek");
        drag(page, 60);
        assertThat(body).hasAttribute("data-sheet", "full");
        assertThat(page.locator("#sheet-toggle")).hasAttribute("aria-expanded", "true");
        assertTrue(top(page) < half - 100, "the list has the room");
        assertThat(page.locator("#zoom-in")).isInViewport();
        page.locator("#sheet-toggle").press("ArrowDown");
        assertThat(body).hasAttribute("data-sheet", "half");
        page.locator("#sheet-toggle").press("Enter");
        assertThat(body).hasAttribute("data-sheet", "full");
    }

    @Test
    void whoIsAskedSeesTheButtonWhateverTheSheetWas() {
        Page page = open(context(onPhone(somebodyAt(1, 2))), "/tracker.html?room=asked-sheet");
        assertThat(page.locator("#agree")).isInViewport(WHOLE);
        screenshot(page, "sheet-asked");
    }
}
