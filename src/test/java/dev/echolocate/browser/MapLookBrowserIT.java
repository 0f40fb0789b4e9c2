package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the map looks: on any screen, in forced colours, with nothing over anything else. */
class MapLookBrowserIT extends MapViewBrowserTest {
    /** Pixels of a canvas of the map that are drawn on, fainter ones than half aside, with their least and greatest brightness. */
    private static final String DRAWN = "which => { const canvas = document.querySelectorAll("
            + "'#map .leaflet-overlay-pane canvas')[which];"
            + " const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
            + " let [count, least, most] = [0, 255, 0];"
            + " for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 127) {"
            + " const light = (data[i] + data[i + 1] + data[i + 2]) / 3;"
            + " count++; least = Math.min(least, light); most = Math.max(most, light); }"
            + " return { count, range: count ? most - least : 0 }; }";

    private static final int TRAILS = 0;
    private static final int PEOPLE = 1;

    private static JsonObject metrics(double scale) {
        JsonObject metrics = new JsonObject();
        // an emulated screen is noticed where the page's size changes, too
        metrics.addProperty("width", 1280 + (int) (10 * scale));
        metrics.addProperty("height", 800);
        metrics.addProperty("deviceScaleFactor", scale);
        metrics.addProperty("mobile", false);
        return metrics;
    }

    @Test
    void theTrailGoesWithThePerson() {
        Person ann = new Person("trail", "Ann", 47, 8);
        Page page = open(context(somebody()), "/tracker.html?watch&room=trail");
        sees(page, "Ann", 47);
        ann.at(47.004, 8);
        sees(page, "Ann", 47.004);
        assertTrue(drawn(page, TRAILS, 100), "a trail");
        ann.leaves();
        assertThat(page.locator("#people li.person")).hasCount(0);
        assertEquals(0, ((Map<?, ?>) page.evaluate(DRAWN, TRAILS)).get("count"));
    }

    /** Waits until so many pixels at least are drawn on. */
    private static boolean drawn(Page page, int canvas, int count) {
        return (boolean) page.evaluate(
                "async ([canvas, count]) => { const drawn = " + DRAWN + ";"
                        + " for (let i = 0; i < 200; i++) { if (drawn(canvas).count >= count) return true;"
                        + " await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done, 50)); }"
                        + " return false; }",
                List.of(canvas, count));
    }

    @Test
    @Tag("browsers")
    void onAnotherScreenEverythingIsSharp() {
        new Person("sharp", "Ann", 47.37, 8.54);
        Page page = open(context(somebody()), "/tracker.html?watch&room=sharp");
        sees(page, "Ann", 47.37);
        Locator tile = page.locator("#map canvas.leaflet-tile-loaded").first();
        assertThat(tile).hasAttribute("width", "512");
        CDPSession screen = page.context().newCDPSession(page);
        for (double ratio : new double[] {2, 1.5, 1}) {
            screen.send("Emulation.setDeviceMetricsOverride", metrics(ratio));
            assertThat(tile).hasAttribute("width", Integer.toString((int) (512 * ratio)));
            assertEquals(
                    ratio,
                    ((Number) page.evaluate("() => { const canvas = document.querySelectorAll("
                                    + "'#map .leaflet-overlay-pane canvas')[1];"
                                    + " return canvas.width / parseFloat(canvas.style.width); }"))
                            .doubleValue(),
                    0.01);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIGHT", "DARK"})
    @Tag("browsers")
    void inForcedColoursLandAndPeopleAreSeen(String scheme) {
        String room = "forced-" + scheme;
        Person ann = new Person(room, "Ann", 43.7, 7.25);
        new Person(room, "Bob", 43.68, 7.3);
        Page page = open(
                context(somebody().setColorScheme(ColorScheme.valueOf(scheme)).setForcedColors(ForcedColors.ACTIVE)),
                "/tracker.html?watch&room=" + room);
        sees(page, "Bob", 43.68);
        ann.at(43.69, 7.26);
        sees(page, "Ann", 43.69);
        row(page, "Ann").locator("button").click();
        page.locator("#fit").click();
        page.evaluate(STILL);
        assertThat(page.locator("#map canvas.leaflet-tile-loaded").first()).isVisible();
        assertTrue(drawn(page, PEOPLE, 500), "people");
        Map<?, ?> people = (Map<?, ?>) page.evaluate(DRAWN, PEOPLE);
        assertTrue(((Number) people.get("range")).doubleValue() > 200, "letters on circles: " + people);
        double coast = ((Number) page.evaluate("() => { const text = getComputedStyle(document.body).color;"
                        + " const [dark] = text.match(/\\d+/g).map(Number); let [coast, all] = [0, 0];"
                        + " for (const tile of document.querySelectorAll('#map canvas.leaflet-tile-loaded')) {"
                        + " const { data } = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height);"
                        + " for (let i = 0; i < data.length; i += 4) {"
                        + " all++; coast += data[i + 3] > 127 && Math.abs(data[i] - dark) < 64; } }"
                        + " return coast / all; }"))
                .doubleValue();
        assertTrue(coast > 0.0005 && coast < 0.2, "a coast, and no land in its colour: " + coast);
        screenshot(page, "map-forced-" + scheme.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({
        "320, 640, false",
        "320, 640, true",
        "320, 256, false",
        "320, 256, true",
        "640, 360, false",
        "960, 250, false"
    })
    @Tag("browsers")
    void nothingLiesOverAnythingElse(int width, int height, boolean tall) {
        Browser.NewContextOptions person =
                onPhone(somebodyAt(47.38, 8.55)).setDeviceScaleFactor(1).setViewportSize(width, height);
        for (String language : List.of("en", "zh-CN")) {
            String room = "narrow-" + width + "-" + height + tall + language;
            new Person(room, "Maximiliana von und zu Hohenlohe-Langenburg", 47.37, 8.54);
            Page page = share(context(person.setLocale(language)), "/tracker.html?room=" + room);
            assertThat(page.locator("#people li.person")).hasCount(2);
            page.locator("#people li.person[data-me=false] button").dispatchEvent("click");
            page.locator("#follow").dispatchEvent("click");
            assertThat(page.locator("#following")).containsText("Maximiliana");
            if (tall) {
                page.locator("#sheet-toggle").dispatchEvent("click");
            }
            page.locator("#status .status-words")
                    .evaluate("pill => pill.textContent = 'Not connected: trying again in 30 seconds'");
            page.evaluate(STILL);
            assertEquals(0, page.evaluate("() => scrollY"), "the map is in sight");
            screenshot(page, "map-narrow-" + width + "-" + height + (tall ? "-tall" : "") + "-" + language);
            assertEquals(List.of(), overlaps(page), language);
            assertEquals(0, page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"), language);
        }
    }

    /** Pairs of what is shown or pressed that lie over each other, or under the sheet; and what leaves the map. */
    private static Object overlaps(Page page) {
        return page.evaluate(
                "() => { document.querySelector('.sheet').scrollTop = 0; const box = each => each.getBoundingClientRect();"
                        + " const shown = selector => [...document.querySelectorAll(selector)].filter(each => box(each).width > 0);"
                        + " const over = (a, b) => { const [p, q] = [box(a), box(b)];"
                        + " return Math.min(p.right, q.right) - Math.max(p.left, q.left) > 0.5"
                        + " && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 0.5; };"
                        + " const name = each => each.id || each.className || each.textContent;"
                        + " const onMap = shown('.map-buttons button, #status, #following, #unfollow, #attribution, .leaflet-control-scale-line');"
                        + " const sheet = shown('.sheet-body > *:not(ul), .actions > *, #invite-open, #name-row > *, li.person');"
                        + " const pairs = [];"
                        + " for (const group of [[...onMap, document.querySelector('.sheet')], sheet]) group.forEach((a, i) =>"
                        + " group.slice(i + 1).forEach(b => a.contains(b) || b.contains(a) || !over(a, b)"
                        + " || pairs.push(name(a) + ' and ' + name(b))));"
                        + " const map = box(document.querySelector('.map-area'));"
                        + " for (const each of onMap) if (box(each).bottom > map.bottom || box(each).right > map.right"
                        + " || box(each).left < map.left) pairs.push(name(each) + ' leaves the map');"
                        + " for (const each of sheet) if (each.scrollWidth > each.clientWidth + 1) pairs.push(name(each) + ' is cut');"
                        + " return pairs; }");
    }
}
