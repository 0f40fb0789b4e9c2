package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import dev.echolocate.testkit.BrowserTest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the system chooses the colours (high contrast), black on white and white on black: grounds are gone, and canvases know nothing of it. */
@Tag("browsers")
class ForcedColoursBrowserIT extends BrowserTest {
    private static final String WHITE = "rgb(255, 255, 255)";

    /** Whether something was drawn that stands out from the page, three to one at least (WCAG 1.4.11). */
    private static final String STANDS_OUT = """
            (canvas) => {
              const linear = (byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
              const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
              const ground = luminance(getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number));
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              for (let i = 0; i < data.length; i += 4) {
                const [light, dark] = [luminance(data.subarray(i)), ground].sort((a, b) => b - a);
                if (data[i + 3] === 255 && (light + 0.05) / (dark + 0.05) >= 3) return true;
              }
              return false;
            }
            """;

    private Page forced(String name, ColorScheme scheme) {
        return open(
                context(somebody().setForcedColors(ForcedColors.ACTIVE).setColorScheme(scheme)), "/" + name + ".html");
    }

    private static Object style(Locator element, String property) {
        return element.evaluate("(each, property) => getComputedStyle(each)[property]", property);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "broadcast", "chat", "compare", "inspect", "tracker"})
    void thePageOneIsOnIsMarked(String name) {
        Page page = forced(name, ColorScheme.DARK);
        assertEquals("3px", style(page.locator("nav [aria-current]"), "borderTopWidth"));
        screenshot(page, name + "-forced-dark");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void roundTripsAreSeenAndPaperIsWhite(ColorScheme scheme) {
        Page page = forced("echo", scheme);
        assertEquals(WHITE, style(page.locator("#drawing"), "backgroundColor"));
        page.locator("#connect").click();
        assertThat(page.locator("#ready-state")).hasText(Pattern.compile(".*OPEN.*"));
        page.locator("#send").click();
        assertThat(page.locator("#latency-words")).containsText("ms");
        page.waitForCondition(() -> Boolean.TRUE.equals(page.locator("#latency").evaluate(STANDS_OUT)));
        assertEquals(
                page.evaluate("() => getComputedStyle(document.body).color"),
                page.locator("#status").evaluate("each => getComputedStyle(each, '::before').backgroundColor"));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void theRaceAndItsLagsAreSeen(ColorScheme scheme) {
        ComparePage compare = new ComparePage(forced("compare", scheme));
        assertNotEquals(
                style(compare.page.locator("#bar-poll"), "backgroundColor"),
                style(compare.page.locator(".lag-bar").first(), "backgroundColor"));
        assertEquals(WHITE, style(compare.page.locator("#sheet"), "backgroundColor"));
        compare.start();
        compare.arrive("poll", 3);
        compare.pause();
        for (String plot : List.of("latency", "requests", "bytes")) {
            Locator canvas = compare.page.locator("#plot-" + plot + " canvas");
            compare.page.waitForCondition(() -> Boolean.TRUE.equals(canvas.evaluate(STANDS_OUT)));
        }
        screenshot(compare.page, "compare-race-forced-" + scheme.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void partsOfAFrameDifferByTheirLines() {
        Page page = forced("inspect", ColorScheme.DARK);
        Set<Object> lines = new TreeSet<>();
        for (String part : List.of("flags", "length", "key", "payload")) {
            lines.add(style(page.locator("#found th." + part).first(), "borderLeftStyle"));
        }
        assertEquals(4, lines.size(), lines::toString);
    }

    @Test
    void aCodeCanBeScannedAndAPressedButtonIsSeenToBe() {
        Page page = forced("tracker", ColorScheme.DARK);
        assertNotEquals(
                style(page.locator("#trails"), "borderTopWidth"), style(page.locator("#follow"), "borderTopWidth"));
        page.locator("#invite-open").click();
        assertThat(page.locator("#invite-qr")).isVisible();
        assertEquals(WHITE, style(page.locator("#invite-qr"), "backgroundColor"));
        page.waitForCondition(() -> Boolean.TRUE.equals(
                page.locator("#invite-qr").evaluate("image => image.complete && image.naturalWidth > 0")));
        screenshot(page, "invite-forced-dark");
    }
}
