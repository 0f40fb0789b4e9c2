package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** {@code compare.html}, as somebody at it sees and uses it. In English. */
final class ComparePage {
    static final List<String> LANES = List.of("websocket", "sse", "long-poll", "poll");

    /** Changes a second, and seconds between polls, to where the sliders have them. */
    private static final Map<String, String> RATES = Map.of("2", "4", "10", "6", "20", "7", "50", "9");

    private static final Map<String, String> INTERVALS = Map.of("0.25", "0", "1", "2", "5", "5");

    final Page page;

    ComparePage(Page page) {
        this.page = page;
    }

    void set(String rate, String every) {
        page.locator("#rate").fill(RATES.get(rate));
        assertThat(page.locator("#rate-words")).hasText(rate + " a second");
        page.locator("#every").fill(INTERVALS.get(every));
        assertThat(page.locator("#every-words")).hasText(every + " s");
    }

    void start() {
        page.locator("#start").click();
        isIn("racing");
        assertThat(page.locator("#start")).hasText("Pause");
    }

    /** What is on its way still comes. */
    void pause() {
        page.locator("#start").click();
        isIn("paused");
    }

    void isIn(String state) {
        assertThat(page.locator("#status")).hasAttribute("data-race", state);
    }

    Locator figure(String lane, String name) {
        return page.locator("#row-" + lane + " [data-figure=" + name + "]");
    }

    Locator laneState(String lane) {
        return page.locator("#row-" + lane + " .lane-state");
    }

    /** At least so many. */
    void arrive(String lane, int least) {
        page.waitForCondition(() -> arrived(lane) >= least);
    }

    int arrived(String lane) {
        return number(figure(lane, "arrived"));
    }

    int published() {
        return number(page.locator("#published"));
    }

    static int number(Locator figure) {
        return Integer.parseInt(figure.textContent().replace(",", ""));
    }

    /** Milliseconds. */
    double millis(String lane, String figure) {
        return Double.parseDouble(figure(lane, figure).textContent().replace(" ms", ""));
    }

    void allHaveAll() {
        for (String lane : LANES) {
            assertEquals(published(), arrived(lane), lane);
        }
    }

    /** The sheet of a transport, or what was drawn where there is no name, as a picture. */
    String picture(String lane) {
        return String.valueOf(
                page.locator(lane.isEmpty() ? "#sheet" : "#sheet-" + lane).evaluate("canvas => canvas.toDataURL()"));
    }

    void allShow(String picture) {
        for (String lane : LANES) {
            page.waitForCondition(() -> picture(lane).equals(picture));
        }
    }
}
