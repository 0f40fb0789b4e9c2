package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.FeedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracker's map as somebody sees and moves it who only looks, while others come, move and leave. */
class MapViewBrowserIT extends BrowserTest {
    /** Pixels of a canvas of the map that are drawn on, fainter ones than half aside, with their least and greatest brightness. */
    private static final String DRAWN = "which => { const canvas = document.querySelectorAll("
            + "'#map .leaflet-overlay-pane canvas')[which];"
            + " const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
            + " let [count, least, most] = [0, 255, 0];"
            + " for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 127) {"
            + " const light = (data[i] + data[i + 1] + data[i + 2]) / 3;"
            + " count++; least = Math.min(least, light); most = Math.max(most, light); }"
            + " return { count, range: count ? most - least : 0 }; }";

    /** Once nothing moves any more. */
    private static final String STILL = "() => new Promise(done => { let frames = 5; const step = () =>"
            + " document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim') || frames-- > 0"
            + " ? requestAnimationFrame(step) : done(); step(); })";

    private static final int TRAILS = 0;
    private static final int PEOPLE = 1;

    private final List<FeedClient> here = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        here.forEach(FeedClient::close);
        here.clear();
        // that we look at pixels
        excuse("console warning: Canvas2D: Multiple readback operations");
    }

    /** Somebody with a program of their own. */
    private final class Person {
        private final FeedClient client;
        private final String name;

        Person(String room, String name, double lat, double lon) {
            this.name = name;
            client = FeedClient.open(server(), "/tracker/" + room);
            here.add(client);
            at(lat, lon);
        }

        void at(double lat, double lon) {
            client.send(Map.of("id", "\"" + name + "\"", "name", "\"" + name + "\"", "lat", lat, "lon", lon)
                    .toString()
                    .replaceAll("(\\w+)=", "\"$1\":"));
        }

        void leaves() {
            client.send("{\"id\":\"" + name + "\",\"left\":true}");
        }
    }

    private static Locator row(Page page, String name) {
        return page.locator("#people li.person[data-id='" + name + "']");
    }

    private static Locator scale(Page page) {
        return page.locator("#map .leaflet-control-scale-line");
    }

    private static void sees(Page page, String name, double lat) {
        assertThat(row(page, name))
                .hasAttribute("data-lat", Double.toString(lat).replaceAll("\\.0$", ""));
        page.evaluate(STILL);
    }

    private static JsonObject metrics(double scale) {
        JsonObject metrics = new JsonObject();
        // an emulated screen is noticed where the page's size changes, too
        metrics.addProperty("width", 1280 + (int) (10 * scale));
        metrics.addProperty("height", 800);
        metrics.addProperty("deviceScaleFactor", scale);
        metrics.addProperty("mobile", false);
        return metrics;
    }

    private static void touch(CDPSession fingers, String type, int... xs) {
        JsonArray points = new JsonArray();
        for (int i = 0; i < xs.length; i++) {
            JsonObject point = new JsonObject();
            point.addProperty("id", i);
            point.addProperty("x", xs[i]);
            point.addProperty("y", 150);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        fingers.send("Input.dispatchTouchEvent", event);
    }

    private static void chooseAView(Page page, String how) {
        BoundingBox map = page.locator("#map").boundingBox();
        double x = map.x + map.width / 2;
        double y = map.y + map.height / 2;
        switch (how) {
            case "pinch" -> {
                CDPSession fingers = page.context().newCDPSession(page);
                touch(fingers, "touchStart", 160, 200);
                for (int i = 1; i <= 8; i++) {
                    touch(fingers, "touchMove", 160 - 12 * i, 200 + 12 * i);
                }
                touch(fingers, "touchEnd");
            }
            case "double click" -> page.mouse().dblclick(x, y);
            case "key" -> page.locator("#map").press("+");
            case "wheel" -> {
                page.mouse().move(x, y);
                page.mouse().wheel(0, -400);
            }
            case "button" -> page.locator("#zoom-in").click();
            case "box" -> {
                page.keyboard().down("Shift");
                page.mouse().move(x - 80, y - 80);
                page.mouse().down();
                page.mouse().move(x + 80, y + 80);
                page.mouse().up();
                page.keyboard().up("Shift");
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinch", "double click", "key", "wheel", "button", "box"})
    void whatThePersonChoseStays(String how) {
        String room = "chose-" + how.replace(' ', '-');
        Person ann = new Person(room, "Ann", 47, 8);
        new Person(room, "Bob", 48, 9);
        Browser.NewContextOptions person = how.equals("pinch") ? onPhone(somebody()) : somebody();
        Page page =
                open(context(person.setReducedMotion(ReducedMotion.NO_PREFERENCE)), "/tracker.html?watch&room=" + room);
        sees(page, "Bob", 48);
        String fitted = scale(page).textContent();
        chooseAView(page, how);
        assertThat(scale(page)).not().hasText(fitted);
        page.evaluate(STILL);
        String chosen = scale(page).textContent();
        ann.at(-33, 151);
        sees(page, "Ann", -33);
        assertEquals(chosen, scale(page).textContent());
        page.locator("#fit").click();
        assertThat(scale(page)).not().hasText(chosen);
    }

    @Test
    void whoIsFarAwayAndComesBackIsSeenFromNearAgain() {
        Person ann = new Person("back", "Ann", 47, 8);
        new Person("back", "Bob", 47.01, 8.01);
        Page page = open(context(somebody()), "/tracker.html?watch&room=back");
        sees(page, "Bob", 47.01);
        String near = scale(page).textContent();
        ann.at(-30, 60);
        sees(page, "Ann", -30);
        assertThat(scale(page)).not().hasText(near);
        ann.at(47, 8);
        assertThat(scale(page)).hasText(near);
    }

    @Test
    void ofAPileATapPicksWhoIsOnTopAndThenTheNext() {
        for (String name : List.of("Ann", "Bob", "Cid")) {
            new Person("pile", name, 47.37, 8.54);
        }
        Page page = open(context(somebody()), "/tracker.html?watch&room=pile");
        sees(page, "Cid", 47.37);
        row(page, "Ann").locator("button").click();
        page.evaluate(STILL);
        for (String name : List.of("Cid", "Bob", "Ann", "Cid")) {
            page.locator("#map").click();
            assertThat(page.locator("#people [data-picked] .person-name")).hasText(name);
            page.evaluate(STILL);
        }
    }

    @Test
    void followFollowsWhoWasPickedAndSaysWhom() {
        new Person("follow", "Zoe", 48, 9);
        Page page = open(context(somebody()), "/tracker.html?watch&room=follow");
        sees(page, "Zoe", 48);
        Person ann = new Person("follow", "Ann", 47, 8);
        sees(page, "Ann", 47);
        row(page, "Ann").locator("button").click();
        page.locator("#follow").click();
        assertThat(page.locator("#following")).hasText("Following Ann");
        assertThat(page.locator("#announcer")).containsText("Following Ann");
        page.evaluate(STILL);
        String close = scale(page).textContent();
        page.locator("#zoom-out").click();
        assertThat(scale(page)).not().hasText(close);
        page.evaluate(STILL);
        String chosen = scale(page).textContent();
        ann.at(47.002, 8);
        sees(page, "Ann", 47.002);
        assertEquals(chosen, scale(page).textContent(), "who zooms goes on following, at that zoom");
        row(page, "Zoe").locator("button").click();
        assertThat(page.locator("#following")).hasText("Following Zoe");
        row(page, "Ann").locator("button").click();
        assertThat(page.locator("#following")).hasText("Following Ann");
        page.evaluate(STILL);
        ann.at(47.003, 8);
        sees(page, "Ann", 47.003);
        page.locator("#map").click();
        assertThat(page.locator("#people [data-picked] .person-name")).hasText("Ann");
        page.locator("#language").click();
        assertThat(page.locator("#following")).hasText("正在跟随 Ann");
        ann.leaves();
        assertThat(page.locator("#following")).isHidden();
        assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "false");
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
                        + " const sheet = shown('.sheet > *:not(ul), .actions > *, #invite-open, #name-row > *, li.person');"
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
