package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Server;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The tracker's map with tiles of a server that the operator has configured. */
class MapTilesBrowserIT extends BrowserTest {
    private static final byte[] TILE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of(
                "context-path", "/live", "map.tiles", "https://tiles.example/{z}/{x}/{y}.png", "map.max-zoom", "20"));
    }

    @Test
    void theMapGoesAsCloseAsTheSettingSays() {
        AtomicInteger closest = new AtomicInteger();
        BrowserContext context = context(somebodyAt(47.37, 8.54));
        Set<String> referers = ConcurrentHashMap.newKeySet();
        context.route("https://tiles.example/**", route -> {
            referers.add(String.valueOf(route.request().headers().get("referer")));
            String zoom = route.request().url().split("/", -1)[3];
            closest.accumulateAndGet(Integer.parseInt(zoom), Math::max);
            route.fulfill(new Route.FulfillOptions().setContentType("image/png").setBodyBytes(TILE));
        });
        Page page = share(context, "/tracker.html?room=close");
        assertThat(page.locator("#people li.person")).hasCount(1);
        // at 15 it shows one person, and at 20 the scale is of a few metres
        for (int zoom = 15; zoom <= 20; zoom++) {
            assertThat(page.locator("#map img.leaflet-tile-loaded[src*='/" + zoom + "/']")
                            .first())
                    .isVisible();
            // Leaflet takes no other step while it animates one.
            assertThat(page.locator("#map .leaflet-zoom-anim")).hasCount(0);
            page.locator("#zoom-in").click();
        }
        assertThat(page.locator("#map .leaflet-control-scale-line")).hasText("10 m");
        assertEquals(20, closest.get());
        assertEquals(Set.of(server().origin() + "/"), referers, "no room's name leaves");
        excuse("asked somebody else: https://tiles.example/");
    }

    @Test
    void picturesThatDoNotComeAreSaidWithTheLikelyReason() {
        BrowserContext context = context(somebodyAt(47.37, 8.54));
        AtomicBoolean away = new AtomicBoolean(true);
        context.route("https://tiles.example/**", route -> {
            if (away.get()) {
                route.abort();
            } else {
                route.fulfill(
                        new Route.FulfillOptions().setContentType("image/png").setBodyBytes(TILE));
            }
        });
        Page page = share(context, "/tracker.html?room=fail");
        assertThat(page.locator(".map-notice")).containsText("The pictures of tiles.example don't come.");
        assertThat(page.locator("#people li.person")).hasCount(1);
        away.set(false);
        page.locator(".map-notice button").first().click();
        assertThat(page.locator("#map img.leaflet-tile-loaded").first()).isVisible();
        assertThat(page.locator(".map-notice")).isHidden();
        excuse("asked somebody else: https://tiles.example/");
        excuse("console error: Failed to load resource");
    }
}
