package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the map is in view: all, whom one follows, or what one chose. */
class MapViewBrowserIT extends MapViewBrowserTest {
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
        if (!page.locator("#fit").isVisible()) {
            page.locator("#more > summary").click();
        }
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
}
