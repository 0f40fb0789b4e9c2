package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.map.Village;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tracker's map with streets of the operator's own file: an invented village. */
class StreetsBrowserIT extends BrowserTest {
    @TempDir
    private static Path folder;

    /** How many colours there are on all tiles of a map, and how many pixels of its names are drawn. */
    private static final String LOOK = "() => { const colours = new Set(); let names = 0;"
            + " const each = (canvas, see) => { const { data } = canvas.getContext('2d')"
            + ".getImageData(0, 0, canvas.width, canvas.height);"
            + " for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) see(data, i); };"
            + " document.querySelectorAll('#map .street-tile canvas, #map canvas.street-tile').forEach(tile =>"
            + " each(tile, (data, i) => colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2])));"
            + " each(document.querySelector('#map canvas.street-names'), () => names++);"
            + " return { colours: colours.size, names }; }";

    @AfterEach
    void weLookAtPixels() {
        excuse("console warning: Canvas2D: Multiple readback operations");
    }

    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of(
                "context-path",
                "/live",
                "map.file",
                Village.write(folder.resolve("village.pmtiles")).toString()));
    }

    private static Browser.NewContextOptions inTheVillage() {
        return somebodyAt(Village.LATITUDE + 0.0006, Village.LONGITUDE + 0.0005);
    }

    private record Seen(int colours, int names) {}

    private static Seen look(Page page) {
        Map<?, ?> seen = (Map<?, ?>) page.evaluate(LOOK);
        return new Seen(((Number) seen.get("colours")).intValue(), ((Number) seen.get("names")).intValue());
    }

    private static Page looking(Page page) {
        assertThat(page.locator("#people li.person")).hasCount(1);
        return page;
    }

    @Test
    void streetsAreDrawnWithTheirNamesAndWhoMadeThem() {
        Page page = looking(share(context(inTheVillage()), "/tracker.html?room=streets"));
        assertThat(page.locator("#attribution")).hasText("Echo Island © nobody: it is invented · 2026-11-30");
        waitForStreets(page);
        screenshot(page, "streets-desktop-light-en");
        assertThat(page.locator("#map-hint")).isHidden();
        assertThat(page.locator("#map .land-tile")).hasCount(0);
        assertEquals(List.of(), violations(page));
    }

    /** A page may not eval, by its own policy; so the test asks again and again. */
    private static Seen waitForStreets(Page page) {
        assertThat(page.locator("#map canvas.street-names")).isVisible();
        Seen[] seen = {new Seen(0, 0)};
        Deadline.await("streets", () -> {
            seen[0] = look(page);
            return seen[0].colours > 20 && seen[0].names > 200;
        });
        return seen[0];
    }

    @Test
    @Tag("browsers")
    void closerThanTheFileIsTheyAreDrawnToo() {
        Page page = looking(share(context(inTheVillage()), "/tracker.html?room=closer"));
        Seen before = waitForStreets(page);
        for (String scale : List.of("200 m", "100 m", "50 m")) {
            page.locator("#zoom-in").click();
            assertThat(page.locator("#map .leaflet-control-scale-line")).hasText(scale);
            assertThat(page.locator("#map .leaflet-zoom-anim")).hasCount(0);
        }
        assertNotEquals(before, waitForStreets(page));
    }

    @Test
    void whereTheFileHasNothingIsTheOutlineOfTheLand() {
        BrowserContext context = context(inTheVillage());
        Set<String> asked = ConcurrentHashMap.newKeySet();
        context.onRequest(request -> asked.add(request.url()));
        Page page = looking(share(context, "/tracker.html?room=far"));
        waitForStreets(page);
        // A press while the map is zooming is none.
        Locator scale = page.locator("#map .leaflet-control-scale-line");
        Deadline.await(
                "far out",
                Duration.ofSeconds(60),
                () -> {
                    if (scale.textContent().matches("[235]00 km")) {
                        return true;
                    }
                    page.locator("#zoom-out").click();
                    return false;
                },
                scale::textContent);
        Deadline.await("the outline", () -> asked.stream().anyMatch(url -> url.contains("/map/land-")));
        Set<Integer> zooms = asked.stream()
                .filter(url -> url.contains("/api/map/tiles/"))
                .map(url -> Integer.parseInt(url.replaceAll(".*/tiles/(\\d+)/.*", "$1")))
                .collect(Collectors.toSet());
        assertTrue(zooms.contains(14) && zooms.stream().allMatch(zoom -> zoom >= 6), "of what the file has: " + zooms);
    }

    @Test
    @Tag("browsers")
    void onAPhoneInTheDarkNamesAreChinese() {
        Browser.NewContextOptions phone =
                onPhone(inTheVillage()).setLocale("zh-CN").setColorScheme(ColorScheme.DARK);
        Page page = looking(share(context(phone), "/tracker.html?room=phone"));
        Seen chinese = waitForStreets(page);
        screenshot(page, "streets-phone-dark-zh");
        page.locator("#menu-button").click();
        page.locator("#language").click();
        Deadline.await("other names", () -> look(page).names != chinese.names && look(page).names > 200);
    }

    @Test
    void noRoomIsInWhatIsAskedFor() {
        BrowserContext context = context(inTheVillage());
        Set<String> said = ConcurrentHashMap.newKeySet();
        context.route("**/api/map/tiles/**", route -> {
            said.add(String.valueOf(route.request().headers().get("referer")));
            route.resume();
        });
        waitForStreets(looking(share(context, "/tracker.html?room=a-secret")));
        assertEquals(Set.of("null"), said);
    }

    @Test
    void tilesThatDoNotComeAreSaidAndComeLater() {
        BrowserContext context = context(inTheVillage());
        AtomicBoolean broken = new AtomicBoolean(true);
        context.route("**/api/map/tiles/**", route -> {
            if (broken.get()) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"map_broken\"}"));
            } else {
                route.resume();
            }
        });
        Page page = looking(share(context, "/tracker.html?room=broken"));
        assertThat(page.locator(".map-notice")).containsText("map file can't be read now");
        screenshot(page, "streets-broken");
        broken.set(false);
        waitForStreets(page);
        assertThat(page.locator(".map-notice")).isHidden();
        excuse("503 for");
        excuse("console error: Failed to load resource");
    }
}
