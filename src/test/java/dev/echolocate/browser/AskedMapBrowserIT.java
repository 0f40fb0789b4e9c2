package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Server;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tile server that is asked for nothing before the person agrees ({@code map.ask}). */
class AskedMapBrowserIT extends BrowserTest {
    private static final byte[] TILE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /** What was asked of the tile server. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of(
                "context-path",
                "/live",
                "map.tiles",
                "https://tiles.example/{z}/{x}/{y}.png",
                "map.ask",
                "true",
                "map.attribution",
                "© OpenStreetMap contributors"));
    }

    private BrowserContext person() {
        asked.clear();
        BrowserContext context = context(somebodyAt(47.37, 8.54));
        context.route("https://tiles.example/**", route -> {
            asked.add(route.request().url());
            route.fulfill(new Route.FulfillOptions().setContentType("image/png").setBodyBytes(TILE));
        });
        return context;
    }

    @AfterEach
    void ofTheTileServerAlone() {
        allow("asked somebody else: https://tiles.example/");
        // what is still loading when its page is closed, Chromium asks for once more
        allow("console error: Connecting to 'https://tiles.example/");
    }

    private static Locator pictures(Page page) {
        return page.locator("#map img.leaflet-tile-loaded");
    }

    private static Locator button(Page page, String words) {
        return page.locator(".map-area button", new Page.LocatorOptions().setHasText(words));
    }

    @Test
    void nothingIsAskedForBeforeThePersonAgreesAndThenItIsRemembered() {
        BrowserContext context = person();
        Page page = share(context, "/tracker.html?room=asked");
        assertThat(page.locator(".map-notice p"))
                .hasText(
                        "Your browser will ask tiles.example for pictures of the places you look at. They learn your IP"
                                + " address, this site's address, and those places, which may be where others in the room are.");
        assertThat(page.locator("#people li.person")).hasCount(1);
        screenshot(page, "map-asked");
        double yes = button(page, "Show this map").boundingBox().width;
        assertEquals(yes, button(page, "Keep the outline").boundingBox().width, 1, "two equal buttons");
        assertEquals(List.of(), violations(page));
        assertEquals(Set.of(), asked);
        button(page, "Show this map").click();
        assertThat(pictures(page).first()).isVisible();
        assertThat(page.locator("#attribution")).hasText("© OpenStreetMap contributors · Stop asking tiles.example");
        assertThat(page.locator("#attribution a")).hasAttribute("href", "https://www.openstreetmap.org/copyright");
        page.reload();
        assertThat(pictures(page).first()).isVisible();
        assertThat(page.locator(".map-notice")).isHidden();
    }

    @Test
    void whoSaysNoIsNotAskedAgainAndFindsTheWayBack() {
        BrowserContext context = person();
        Page page = open(context, "/tracker.html?room=no");
        button(page, "Keep the outline").click();
        assertThat(page.locator("#attribution")).hasText("Coast: Natural Earth (offline) · Map of tiles.example");
        page.reload();
        assertThat(page.locator("#attribution")).hasText("Coast: Natural Earth (offline) · Map of tiles.example");
        assertThat(page.locator(".map-notice")).isHidden();
        assertEquals(Set.of(), asked);
        page.locator("#language").click();
        assertThat(page.locator("#attribution")).hasText("海岸线：Natural Earth（离线） · tiles.example 的地图");
        button(page, "tiles.example 的地图").click();
        button(page, "显示这张地图").click();
        assertThat(pictures(page).first()).isVisible();
        button(page, "不再请求 tiles.example").click();
        assertThat(pictures(page)).hasCount(0);
        assertThat(page.locator("#map canvas.leaflet-tile-loaded").first()).isVisible();
    }

    @Test
    void aPageThatNobodySeesAsksForNothing() {
        BrowserContext context = person();
        Page page = open(context, "/tracker.html?room=hidden");
        button(page, "Show this map").click();
        assertThat(pictures(page).first()).isVisible();
        page.evaluate(
                "() => { Object.defineProperty(document, 'hidden', {configurable: true, get: () => window.unseen});"
                        + " window.unseen = true; document.dispatchEvent(new Event('visibilitychange')); }");
        Set<String> before = Set.copyOf(asked);
        page.locator("#zoom-out").click();
        assertThat(page.locator("#map .leaflet-zoom-anim")).hasCount(0);
        page.locator("#map").press("ArrowLeft");
        assertEquals(before, asked);
        page.evaluate("() => { window.unseen = false; document.dispatchEvent(new Event('visibilitychange')); }");
        assertThat(pictures(page).first()).isVisible();
        Deadline.await("pictures", () -> asked.size() > before.size());
    }
}
