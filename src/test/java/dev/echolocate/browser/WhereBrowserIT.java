package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.FeedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tracker.html}: where the others are from me, in the list, on their card, and by arrows at the map's edge. */
class WhereBrowserIT extends BrowserTest {
    private static final double LAT = 47.37;
    private static final double LON = 8.54;

    /** What of the card is cut off, or lies under something else. */
    private static final String COVERED = """
            () => [...document.querySelectorAll('#person :is(button, input)')].filter((each) => {
              each.scrollIntoView({ block: 'nearest' });
              const { left, top, width, height, right } = each.getBoundingClientRect();
              const hit = document.elementFromPoint(left + width / 2, top + height / 2);
              return !each.contains(hit) || right > innerWidth || width < 44 || height < 44;
            }).map((each) => each.id)
            """;

    private final List<FeedClient> here = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        here.forEach(FeedClient::close);
        here.clear();
    }

    /** Somebody with a program of their own, who stands there. */
    private FeedClient stands(String room, String name, double lat, double lon) {
        FeedClient client = FeedClient.open(server(), "/tracker/" + room);
        here.add(client);
        moves(client, name, lat, lon);
        return client;
    }

    private static void moves(FeedClient client, String name, double lat, double lon) {
        client.send("{\"id\":\"" + name + "\",\"name\":\"" + name + "\",\"lat\":" + lat + ",\"lon\":" + lon
                + ",\"accuracy\":12,\"speed\":1.4}");
    }

    private static Locator row(Page page, String name) {
        return page.locator("#people li.person[data-id='" + name + "']");
    }

    private static void isHere(Page page, int people) {
        assertThat(page.locator("#people li.person")).hasCount(people);
    }

    @Test
    void theListSaysWhereTheyAreFromMeAsLongAsIAmOnTheMap() {
        BrowserContext mine = context(somebodyAt(LAT, LON));
        FeedClient ann = stands("list", "Ann", 47.3722, 8.5433);
        Page page = share(mine, "/tracker.html?room=list");
        Locator where = row(page, "Ann").locator(".person-where");
        assertThat(where).hasText("350 m north-east");
        assertThat(row(page, "Ann").locator(".person-facts"))
                .hasText(Pattern.compile(".*350 m north-east.*(now|\\ds ago).*3 mph"));
        assertThat(page.locator("#people li.person[data-me=true] .person-where"))
                .isHidden();
        moves(ann, "Ann", 47.35, 8.54);
        assertThat(where).hasText("2.2 km south");
        mine.setGeolocation(new Geolocation(47.34, LON));
        assertThat(where).hasText("1.1 km north");
        page.locator("#language").click();
        assertThat(where).hasText("北方 1.1 km");
        page.locator("#share").click();
        assertThat(where).isHidden();
        row(page, "Ann").locator("button").click();
        assertThat(page.locator("#person-where")).hasAttribute("data-known", "false");
        assertThat(page.locator("#person-place")).hasValue("47.35000, 8.54000");
    }

    @Test
    void theCardIsADialogThatLeavesTheMapAlone() {
        BrowserContext mine = context(somebodyAt(LAT, LON));
        mine.grantPermissions(List.of("geolocation", "clipboard-read", "clipboard-write"));
        mine.addInitScript("window.open = (...how) => (window.opened = how);");
        FeedClient ann = stands("card", "Ann", 47.3722, 8.5433);
        Page page = share(mine, "/tracker.html?room=card");
        isHere(page, 2);
        row(page, "Ann").locator("button").focus();
        page.keyboard().press("Enter");
        Locator card = page.locator("#person");
        assertThat(card).isFocused();
        assertThat(page.locator("#person-name")).hasText("Ann");
        assertThat(page.locator("#person-where")).hasText("350 m north-east");
        assertThat(page.locator("#person-age")).hasText(Pattern.compile("now|\\d+s ago"));
        assertThat(page.locator("#person-accuracy")).hasText("to within 12 m");
        assertThat(page.locator("#person-speed")).hasText("3 mph");
        assertEquals(List.of(), violations(page));
        for (String next : List.of("close", "follow", "open", "place", "copy")) {
            page.keyboard().press("Tab");
            assertThat(page.locator("#person-" + next)).isFocused();
        }
        page.locator("#person-copy").click();
        assertThat(page.locator("#person-done")).hasText("Copied.");
        assertEquals("47.37220, 8.54330", page.evaluate("() => navigator.clipboard.readText()"));
        assertEquals(false, page.evaluate("() => 'opened' in window"));
        page.locator("#person-open").click();
        assertEquals(
                List.of(
                        "https://www.openstreetmap.org/?mlat=47.3722&mlon=8.5433#map=17/47.3722/8.5433",
                        "_blank",
                        "noopener,noreferrer"),
                page.evaluate("() => window.opened"));
        moves(ann, "Ann", 47.35, 8.54);
        assertThat(page.locator("#person-where")).hasText("2.2 km south");
        page.keyboard().press("Escape");
        assertThat(card).isHidden();
        assertThat(row(page, "Ann").locator("button")).isFocused();
        page.keyboard().press("Enter");
        assertThat(card).isVisible();
        ann.send("{\"id\":\"Ann\",\"left\":true}");
        assertThat(card).isHidden();
        assertThat(page.locator("#map")).isFocused();
    }

    @Test
    void theMapSaysWhomItFollowsAndHowToStop() {
        stands("stop", "Ann", 47.3722, 8.5433);
        Page page = share(context(somebodyAt(LAT, LON)), "/tracker.html?room=stop");
        isHere(page, 2);
        row(page, "Ann").locator("button").click();
        page.locator("#person-follow").click();
        assertThat(page.locator("#following")).hasText("Following Ann");
        assertThat(page.locator("#person-follow")).hasAttribute("aria-pressed", "true");
        assertEquals(List.of(), violations(page));
        page.locator("#unfollow").click();
        assertThat(page.locator("#following")).isHidden();
        assertThat(page.locator("#unfollow")).isHidden();
        assertThat(page.locator("#person-follow")).hasText("Follow");
        assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void speedsAreAsTheRegionHasThemUntilSomebodyChooses() {
        stands("units", "Ann", LAT, LON);
        BrowserContext british = context(somebody());
        Page page = open(british, "/tracker.html?watch&room=units");
        Locator speed = row(page, "Ann").locator(".person-speed");
        assertThat(speed).hasText("3 mph");
        assertThat(page.locator("#mph")).hasAttribute("aria-pressed", "true");
        page.locator("#mph").click();
        assertThat(speed).hasText("5 km/h");
        page.reload();
        assertThat(speed).hasText("5 km/h");
        assertThat(page.locator("#mph")).hasAttribute("aria-pressed", "false");
        Page australian = open(context(somebody().setLocale("en-AU")), "/tracker.html?watch&room=units");
        assertThat(row(australian, "Ann").locator(".person-speed")).hasText("5 km/h");
    }

    @Test
    void anArrowLeadsToWhoeverIsOutOfSight() {
        stands("arrows", "East", LAT, 9.54);
        Page page = share(context(somebodyAt(LAT, LON)), "/tracker.html?room=arrows");
        isHere(page, 2);
        Locator arrows = page.locator("canvas.map-arrows");
        assertThat(arrows).hasAttribute("width", "0");
        page.locator("#locate").click();
        assertThat(arrows).not().hasAttribute("width", "0");
        BoundingBox map = page.locator("#map").boundingBox();
        page.mouse().move(map.x + map.width - 32, map.y + map.height / 2);
        assertThat(page.locator("#map")).hasClass(Pattern.compile(".*over-arrow.*"));
        page.mouse().down();
        page.mouse().up();
        assertThat(page.locator("#people [data-picked] .person-name")).hasText("East");
        assertThat(page.locator("#person-name")).hasText("East");
        assertThat(page.locator("#person-where")).hasText("75 km east");
    }

    @Test
    void arrowsAreGoneThroughByKeyboard() {
        stands("keys", "East", LAT, 9.54);
        stands("keys", "West", LAT, 7.54);
        Page page = share(context(somebodyAt(LAT, LON)), "/tracker.html?room=keys");
        isHere(page, 3);
        page.locator("#locate").click();
        assertThat(page.locator("canvas.map-arrows")).not().hasAttribute("width", "0");
        page.locator("#map").focus();
        page.keyboard().press("n");
        page.keyboard().press("n");
        page.keyboard().press("Shift+N");
        assertThat(page.locator("#announcer"))
                .containsText(Pattern.compile("(East: 75 km east|West: 75 km west)\\. Enter goes there\\."));
        String said = page.locator("#announcer").textContent();
        String name = said.contains("East: ") ? "East" : "West";
        page.keyboard().press("Enter");
        assertThat(page.locator("#people [data-picked] .person-name")).hasText(name);
        assertThat(page.locator("#person-name")).hasText(name);
        assertThat(page.locator("#map")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#person")).isHidden();
    }

    @ParameterizedTest
    @CsvSource({"1280, 800, LIGHT, en-GB", "360, 740, DARK, zh-CN"})
    @Tag("browsers")
    void theCardIsWhole(int width, int height, ColorScheme scheme, String language) {
        showsAllOfTheCard(width, height, scheme, language);
    }

    @ParameterizedTest
    @CsvSource({"960, 420", "320, 640", "320, 256", "640, 360", "960, 250"})
    @Tag("browsers")
    void theCardIsWholeAtEverySize(int width, int height) {
        showsAllOfTheCard(width, height, ColorScheme.DARK, "en-GB");
        showsAllOfTheCard(width, height, ColorScheme.LIGHT, "zh-CN");
    }

    private void showsAllOfTheCard(int width, int height, ColorScheme scheme, String language) {
        String room = "size-" + width + "-" + height + language;
        String name = "Maximiliana von und zu Hohenlohe-Langenburg";
        stands(room, name, 47.3722, 8.5433);
        stands(room, "Bob", 47.5, 8.2);
        Browser.NewContextOptions person =
                somebodyAt(LAT, LON).setLocale(language).setColorScheme(scheme);
        Page page = share(context(person.setViewportSize(width, height)), "/tracker.html?room=" + room);
        isHere(page, 3);
        row(page, name).locator("button").click();
        assertThat(page.locator("#person-name")).hasText(name);
        page.locator("#person-follow").click();
        assertThat(page.locator("#following")).containsText(name);
        screenshot(
                page, "person-" + width + "x" + height + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + language);
        assertEquals(List.of(), page.evaluate(COVERED));
        assertEquals(0, page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"));
        assertEquals(List.of(), violations(page));
    }
}
