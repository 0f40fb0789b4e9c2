package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.testkit.BrowserTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code tracker.html}: the map, its buttons, names, invitations, the simulated walk, and what is said in words. */
class MapBrowserIT extends BrowserTest {
    private static final Pattern PRIVATE_ROOM = Pattern.compile(".*/tracker\\.html\\?room=[A-Za-z0-9_-]{22}$");

    private static Locator others(Page page) {
        return page.locator("#people li.person[data-me=false]");
    }

    private static Locator oneself(Page page) {
        return page.locator("#people li.person[data-me=true]");
    }

    /** Whether a page is hidden is the browser's to say; a test says it instead. */
    private static void hide(Page page, boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {configurable: true, value: hidden});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    @Test
    void theMapShowsLandAndSaysWhoseItIs() {
        Page page = share(context(somebodyAt(47.37, 8.54)), "/tracker.html?room=land");
        assertThat(oneself(page)).hasCount(1);
        assertThat(page.locator("#map canvas.leaflet-tile-loaded, #map .land-tile canvas")
                        .first())
                .isVisible();
        assertThat(page.locator("#attribution")).hasText("Coast: Natural Earth (offline)");
        assertThat(page.locator("#map .leaflet-control-scale-line")).hasText(Pattern.compile("\\d+ k?m"));
    }

    @Test
    @Tag("browsers")
    void theOutlineIsThereAtEveryZoom() {
        Page page = share(context(somebodyAt(47.37, 8.54)), "/tracker.html?room=zooms");
        assertThat(oneself(page)).hasCount(1);
        for (String file : List.of("land-10m/12-9.json", "land-50m.json", "land-110m.json")) {
            assertEquals(true, zoomOutUntilLoaded(page, file), file);
        }
    }

    private static Object zoomOutUntilLoaded(Page page, String file) {
        return page.evaluate(
                "async file => { const loaded = () => performance.getEntriesByType('resource').some(each =>"
                        + " each.name.endsWith(file) && each.responseStatus === 200);"
                        + " for (let i = 0; i < 100 && !loaded(); i++) {"
                        + " if (i % 4 === 3) document.getElementById('zoom-out').click();"
                        + " await new Promise(done => setTimeout(done, 100)); }"
                        + " return loaded(); }",
                file);
    }

    @Test
    void namesAreShownAndRemembered() {
        BrowserContext mei = context(somebodyAt(1, 2));
        Page one = share(mei, "/tracker.html?room=names");
        Page two = share(context(somebodyAt(3, 4)), "/tracker.html?room=names");
        assertThat(others(two).locator(".person-name")).hasText(Pattern.compile("User \\d"));
        one.locator("#name").fill("Mei 小美");
        one.locator("#name").press("Enter");
        assertThat(others(two).locator(".person-name")).hasText("Mei 小美");
        one.reload();
        assertThat(one.locator("#name")).hasValue("Mei 小美");
        assertThat(others(two).locator(".person-name")).hasText("Mei 小美");
    }

    @Test
    void aMoveIsSaidInWords() {
        BrowserContext mover = context(somebodyAt(1, 2));
        share(mover, "/tracker.html?room=said");
        Page page = share(context(somebodyAt(3, 4)), "/tracker.html?room=said");
        assertThat(others(page)).hasCount(1);
        mover.setGeolocation(new Geolocation(1.5, 2.5));
        assertThat(page.locator("#updated")).hasText(Pattern.compile("Updated location from User \\d"));
    }

    @Test
    void trailsAreSwitchedOffAndOnAndRemembered() {
        Page page = share(context(somebodyAt(1, 2)), "/tracker.html?room=trails");
        Locator trails = page.locator("#trails");
        assertThat(trails).hasAttribute("aria-pressed", "true");
        trails.click();
        assertThat(trails).hasAttribute("aria-pressed", "false");
        page.reload();
        assertThat(trails).hasAttribute("aria-pressed", "false");
        assertThat(oneself(page)).hasCount(1);
        // what was before this page is asked for
        trails.click();
        assertThat(trails).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        assertThat(oneself(page)).hasCount(1);
    }

    @Test
    void aSimulatedWalkIsSeenByOthersAndSaidToBeOne() {
        BrowserContext noPosition = context(somebody());
        Page walker = open(noPosition, "/tracker.html?room=walk");
        Page page = open(context(somebody()), "/tracker.html?room=walk&watch");
        walker.locator("#walk").click();
        assertThat(walker.locator("#position")).hasAttribute("data-state", "walking");
        assertThat(walker.locator("#position")).hasText(Pattern.compile("Simulated walk.*not where you are.*"));
        assertThat(others(page)).hasCount(1);
        String before = others(page).getAttribute("data-lat");
        assertThat(others(page)).not().hasAttribute("data-lat", before);
        assertThat(others(page).locator(".person-speed")).hasText(Pattern.compile("[2-4] mph"));
        walker.locator("#walk").click();
        assertThat(others(page)).hasCount(0);
    }

    @Test
    void whoOnlyLooksIsAskedForNothingAndSeesOthers() {
        Page page = open(context(somebodyAt(1, 2)), "/tracker.html?room=watch&watch");
        share(context(somebodyAt(3, 4)), "/tracker.html?room=watch");
        assertThat(others(page)).hasCount(1);
        assertThat(oneself(page)).hasCount(0);
        assertThat(page.locator("#share")).isHidden();
        assertThat(page.locator("#walk")).isHidden();
        assertThat(page.locator("#position")).hasText(Pattern.compile("You only look.*"));
    }

    @Test
    void aHiddenPageIsPausedForTheOthersAndSaysSoAfterwards() {
        Page sleeper = share(context(somebodyAt(1, 2)), "/tracker.html?room=pause");
        Page page = share(context(somebodyAt(3, 4)), "/tracker.html?room=pause");
        assertThat(others(page)).hasAttribute("data-state", "live");
        hide(sleeper, true);
        assertThat(others(page)).hasAttribute("data-state", "paused");
        assertThat(others(page).locator(".person-age")).hasText(Pattern.compile("paused.*"));
        hide(sleeper, false);
        assertThat(others(page)).hasAttribute("data-state", "live");
        assertThat(sleeper.locator("#note")).hasText(Pattern.compile("While this page was hidden.*"));
    }

    @Test
    void anInvitationLeadsToAPrivateRoom() {
        BrowserContext host = context(somebodyAt(1, 2));
        host.grantPermissions(List.of("geolocation", "clipboard-read", "clipboard-write"));
        Page page = open(host, "/tracker.html");
        assertThat(oneself(page)).hasCount(1);
        Page stranger = open(context(somebodyAt(5, 6)), "/tracker.html");
        assertThat(others(stranger)).hasCount(1);
        page.locator("#invite-open").click();
        assertThat(page.locator("#invite-link")).hasValue(PRIVATE_ROOM);
        // nothing has changed yet
        assertThat(page).hasURL(Pattern.compile(".*/tracker\\.html$"));
        assertThat(others(stranger)).hasCount(1);
        page.locator("#invite-go").click();
        assertThat(page).hasURL(PRIVATE_ROOM);
        assertThat(page.locator("#invite-link")).hasValue(page.url());
        assertThat(page.locator("#invite-copy")).isFocused();
        assertThat(page.locator("#invite-qr")).hasAttribute("src", Pattern.compile("qr\\?text=http%3A%2F%2F.*"));
        assertThat(others(stranger)).hasCount(0);
        page.locator("#invite-copy").click();
        assertThat(page.locator("#invite-done")).hasText("Copied.");
        assertEquals(page.url(), page.evaluate("() => navigator.clipboard.readText()"));
        screenshot(page, "invite-desktop-light-en");
        assertEquals(List.of(), violations(page));
        page.locator("#invite-close").click();
        // what was agreed to was another room
        assertThat(oneself(page)).hasCount(0);
        page.locator("#agree").click();
        Page guest = share(
                context(somebodyAt(3, 4)), page.url().substring(server().url("").length()));
        assertThat(others(guest)).hasAttribute("data-lat", "1");
        assertThat(others(page)).hasAttribute("data-lat", "3");
        String room = page.url();
        page.locator("#invite-open").click();
        assertEquals(room, page.url());
    }

    @Test
    void anInsecureContextIsSaidInWords() {
        BrowserContext context = context(somebodyAt(1, 2));
        context.addInitScript("Object.defineProperty(window, 'isSecureContext', {value: false});");
        Page page = open(context, "/tracker.html?room=insecure");
        assertThat(page.locator("#position")).hasAttribute("data-state", "insecure");
        assertThat(page.locator("#position")).hasText(Pattern.compile(".*http://localhost:\\d+/.*https://.*"));
        share(context(somebodyAt(3, 4)), "/tracker.html?room=insecure");
        assertThat(others(page)).hasCount(1);
    }

    @Test
    void pressingSomebodyCentresTheMapAndFollowKeepsThemThere() {
        BrowserContext far = context(somebodyAt(-33.86, 151.2));
        share(far, "/tracker.html?room=press");
        Page page = share(context(somebodyAt(47.37, 8.54)), "/tracker.html?room=press");
        others(page).locator("button").click();
        assertThat(page.locator("#map .leaflet-control-scale-line")).hasText(Pattern.compile("\\d+ m"));
        page.locator("#follow").click();
        assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "true");
        page.locator("#map").press("ArrowLeft");
        assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "false");
        page.locator("#fit").click();
        assertThat(page.locator("#map .leaflet-control-scale-line")).hasText(Pattern.compile("\\d+ km"));
    }

    @Test
    void onAPhoneTheListIsASheetBelowTheMapInChinese() {
        Browser.NewContextOptions phone = onPhone(somebodyAt(22.2855, 114.1577)).setLocale("zh-CN");
        Page page = share(context(phone), "/tracker.html?room=phone");
        assertThat(oneself(page)).hasCount(1);
        assertThat(page.locator("#people-heading")).hasText("1 人在线");
        double map = page.locator("#map").boundingBox().y;
        double sheet = page.locator(".sheet").boundingBox().y;
        assertTrue(map < sheet, map + " < " + sheet);
        page.locator("#sheet-toggle").click();
        assertThat(page.locator("#sheet-toggle")).hasAttribute("aria-expanded", "true");
        assertTrue(page.locator(".sheet").boundingBox().y < sheet);
        assertEquals(List.of(), violations(page));
    }

    @Test
    void whatIsPressedIsBigEnoughForAFinger() {
        Page page = share(context(onPhone(somebodyAt(1, 2))), "/tracker.html?room=fingers");
        assertThat(oneself(page)).hasCount(1);
        Object small = page.evaluate("() => [...document.querySelectorAll('main a, main button, main input')]"
                + ".filter(each => each.checkVisibility()).map(each => each.closest('li.person, label') ?? each)"
                + ".filter(each => { const {width, height} = each.getBoundingClientRect();"
                + " return width > 0 && (width < 44 || height < 44); }).map(each => each.id || each.textContent)");
        assertEquals(List.of(), small);
    }
}
