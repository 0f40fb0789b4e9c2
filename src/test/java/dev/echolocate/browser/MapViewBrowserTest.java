package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.FeedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The tracker's map before somebody who only looks, while others come, move and leave. */
abstract class MapViewBrowserTest extends BrowserTest {
    /** Once nothing moves any more. */
    static final String STILL = "() => new Promise(done => { let frames = 5; const step = () =>"
            + " document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim') || frames-- > 0"
            + " ? requestAnimationFrame(step) : done(); step(); })";

    final List<FeedClient> here = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        here.forEach(FeedClient::close);
        here.clear();
        // that we look at pixels
        excuse("console warning: Canvas2D: Multiple readback operations");
    }

    /** Somebody with a program of their own. */
    final class Person {
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

    static Locator row(Page page, String name) {
        return page.locator("#people li.person[data-id='" + name + "']");
    }

    static Locator scale(Page page) {
        return page.locator("#map .leaflet-control-scale-line");
    }

    static void sees(Page page, String name, double lat) {
        assertThat(row(page, name))
                .hasAttribute("data-lat", Double.toString(lat).replaceAll("\\.0$", ""));
        page.evaluate(STILL);
    }
}
