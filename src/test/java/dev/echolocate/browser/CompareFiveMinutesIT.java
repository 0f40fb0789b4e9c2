package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The race takes no more memory after five minutes than after one. */
@Tag("soak")
class CompareFiveMinutesIT extends CompareBrowserTest {
    private static final double MEBIBYTE = 1 << 20;

    @Test
    void memoryIsFlat() {
        ComparePage compare = opened();
        CDPSession browser = compare.page.context().newCDPSession(compare.page);
        browser.send("Performance.enable");
        compare.set("20", "1");
        compare.start();
        runs(compare, Pattern.compile("01:.."));
        Map<String, Double> early = measure(browser);
        runs(compare, Pattern.compile("05:.."));
        Map<String, Double> late = measure(browser);
        System.out.println("compare.html after 1 and 5 minutes: " + early + ", " + late);

        double heap = early.get("JSHeapUsedSize");
        double most = heap + Math.max(0.1 * heap, MEBIBYTE);
        assertTrue(late.get("JSHeapUsedSize") <= most, early + " " + late);
        for (String counter : new String[] {"Nodes", "JSEventListeners", "Documents"}) {
            assertTrue(late.get(counter) <= early.get(counter) + 20, counter + " " + early + " " + late);
        }
        compare.pause();
        compare.allHaveAll();
        assertTrue(compare.published() > 4000, "published " + compare.published());
    }

    /** By the page's own clock. */
    private static void runs(ComparePage compare, Pattern time) {
        double most = Duration.ofMinutes(6).toMillis();
        assertThat(compare.page.locator("#running")).hasText(time, new HasTextOptions().setTimeout(most));
    }

    /** What is in use when all that can be forgotten is. */
    private static Map<String, Double> measure(CDPSession browser) {
        browser.send("HeapProfiler.collectGarbage");
        Map<String, Double> values = new HashMap<>();
        for (JsonElement each : browser.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            values.put(
                    each.getAsJsonObject().get("name").getAsString(),
                    each.getAsJsonObject().get("value").getAsDouble());
        }
        values.keySet().retainAll(java.util.Set.of("JSHeapUsedSize", "Nodes", "JSEventListeners", "Documents"));
        return values;
    }
}
