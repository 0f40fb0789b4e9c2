package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.testkit.RelayedBrowserTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code tracker.html}: what a person reads about sharing is so, whatever the network, the device and its clock do. */
class SharingBrowserIT extends RelayedBrowserTest {
    private static final Pattern SHARED = Pattern.compile("Shared, (now|\\d+s ago)\\.");
    private static final Pattern NO_CONNECTION =
            Pattern.compile("Not shared: no connection\\. Last shared (now|\\d+[sm] ago)\\.");

    private static Locator others(Page page) {
        return page.locator("#people li.person[data-me=false]");
    }

    private static Locator shared(Page page) {
        return page.locator("#shared");
    }

    private static void isLive(Page page) {
        assertThat(shared(page)).hasText(SHARED);
        assertThat(page.locator("#people")).hasAttribute("data-line", "live");
    }

    /** A device whose owner has set its clock by hand. */
    private static BrowserContext withClock(BrowserContext context, int hours) {
        context.addInitScript("(() => { const Real = Date; const off = " + hours + " * 3600000;"
                + " window.Date = class extends Real { constructor(...how) { how.length ? super(...how) : super(Real.now() + off); }"
                + " static now() { return Real.now() + off; } }; })();");
        return context;
    }

    @Test
    void onTheDevicesOfTwoWhoseClocksAreWrongByHoursTheyAreLiveForEachOther() {
        BrowserContext early = withClock(context(somebodyAt(1, 2)), -3);
        BrowserContext late = withClock(context(somebodyAt(3, 4)), 1);
        Page one = share(early, "/tracker.html?room=clocks");
        Page two = share(late, "/tracker.html?room=clocks");
        isLive(one);
        isLive(two);
        early.setGeolocation(new Geolocation(1.001, 2.001));
        assertThat(others(two)).hasAttribute("data-lat", "1.001");
        assertThat(others(two)).hasAttribute("data-state", "live");
        assertThat(others(two).locator(".person-age")).hasText(Pattern.compile("now|\\ds ago"));
        assertThat(others(one)).hasAttribute("data-state", "live");
        assertThat(others(one).locator(".person-age")).hasText(Pattern.compile("now|\\d+s ago"));
        isLive(one);
        isLive(two);
    }

    @Test
    void aWalkIsSeenFromADeviceWhoseClockIsAhead() {
        Page walker = open(withClock(context(somebody()), 2), "/tracker.html?room=walk-ahead");
        Page page = open(context(somebody()), "/tracker.html?room=walk-ahead&watch");
        walker.locator("#walk").click();
        isLive(walker);
        assertThat(others(page)).hasAttribute("data-state", "live");
        assertThat(walker.locator("#position")).hasText("Simulated walk: this is not where you are.");
    }

    @Test
    void aServerThatIsKilledIsSaidWithSinceWhenNothingWasShared() {
        Page one = share(context(somebodyAt(1, 2)), "/tracker.html?room=killed");
        Page two = share(context(somebodyAt(3, 4)), "/tracker.html?room=killed");
        isLive(one);
        assertThat(others(one)).hasCount(1);
        relay.breakAll();
        assertThat(shared(one)).hasText(NO_CONNECTION);
        assertThat(shared(two)).hasText(NO_CONNECTION);
        assertThat(shared(one)).hasAttribute("data-state", "unshared");
        assertThat(one.locator("#people")).hasAttribute("data-line", "away");
        screenshot(one, "not-shared-desktop-light-en");
        relay.mend();
        isLive(one);
        isLive(two);
        assertThat(others(one)).hasCount(1);
    }

    @Test
    void whoStopsSharingWhileThereIsNoConnectionIsGoneForTheOthersOnceThereIsOne() {
        Page one = share(context(somebodyAt(1, 2)), "/tracker.html?room=goodbye");
        Page two = share(context(somebodyAt(3, 4)), "/tracker.html?room=goodbye");
        isLive(one);
        isLive(two);
        assertThat(others(two)).hasCount(1);
        relay.breakAll();
        assertThat(shared(one)).hasText(NO_CONNECTION);
        one.locator("#share").click();
        assertThat(one.locator("#share")).hasText("Share my position");
        relay.mend();
        assertThat(one.locator("#status")).hasAttribute("data-state", "live");
        isLive(two);
        assertThat(others(two)).hasCount(0);
        assertThat(others(one)).hasCount(1);
    }

    @Test
    void aNetworkThatSwallowsEverythingIsSaid() {
        BrowserContext away = context(onPhone(somebodyAt(22.2855, 114.1577)));
        away.clock().install();
        Page one = share(away, "/tracker.html?room=frozen");
        Page two = share(context(somebodyAt(22.286, 114.158)), "/tracker.html?room=frozen");
        isLive(one);
        isLive(two);
        assertThat(others(one)).hasCount(1);
        relay.freeze();
        // a beat, and how late one may be
        away.clock().runFor(31_000);
        assertThat(shared(one)).hasText(NO_CONNECTION);
        assertThat(one.locator("#people")).hasAttribute("data-line", "away");
        screenshot(one, "not-shared-phone-light-en");
        relay.thaw();
        // what a dead handshake waits for, and the back-off after it
        for (int n = 0; n < 4 && !"shared".equals(shared(one).getAttribute("data-state")); n++) {
            away.clock().runFor(10_000);
        }
        isLive(one);
        assertThat(others(one)).hasCount(1);
        assertThat(others(two)).hasCount(1);
    }

    @Test
    void whatRefusesEachPostIsSaidWhereThePersonLooks() {
        BrowserContext proxied = context(somebodyAt(1, 2));
        proxied.addInitScript("delete window.WebSocket;");
        // a proxy that lets nobody post
        proxied.route(Pattern.compile(".*/feeds/.*"), route -> {
            if (route.request().method().equals("POST")) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(403)
                        .setContentType("text/html")
                        .setBody("<p>No."));
            } else {
                route.resume();
            }
        });
        Page page = share(proxied, "/tracker.html?room=refused");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        assertThat(shared(page)).hasText("Not shared: the server does not allow it.");
        assertThat(shared(page)).hasAttribute("data-state", "unshared");
        assertThat(others(page)).hasCount(0);
        excuse("console error: Failed to load resource: the server responded with a status of 403");
        excuse("403 for ");
    }

    @Test
    void aNameWithWhatNobodyCanSeeIsCleanedAndThePositionGoesOut() {
        BrowserContext ann = context(somebodyAt(1, 2));
        Page page = share(ann, "/tracker.html?room=unseen");
        Page other = share(context(somebodyAt(3, 4)), "/tracker.html?room=unseen");
        page.locator("#name").fill("Ann\u200e");
        page.locator("#name").press("Enter");
        assertThat(page.locator("#name-note")).hasText("Signs that nobody can see were left out of your name.");
        assertThat(page.locator("#name")).hasValue("Ann");
        assertThat(others(other).locator(".person-name")).hasText("Ann");
        // kept by a former release
        page.evaluate("() => localStorage.setItem('echolocate.name', 'Ann\u200e')");
        page.reload();
        isLive(page);
        assertThat(page.locator("#name")).hasValue("Ann");
    }

    @Test
    void zeroZeroIsTakenForAMistakeAndNobodyJumps() {
        BrowserContext broken = context(somebodyAt(47.37, 8.54));
        Page page = share(broken, "/tracker.html?room=mistake");
        Page other = share(context(somebodyAt(47.38, 8.55)), "/tracker.html?room=mistake");
        isLive(page);
        broken.setGeolocation(new Geolocation(0, 0));
        assertThat(page.locator("#position")).hasAttribute("data-state", "nowhere");
        broken.setGeolocation(new Geolocation(47.3701, 8.5401));
        assertThat(others(other)).hasAttribute("data-lat", "47.3701");
        assertThat(page.locator("#position")).not().hasAttribute("data-state", "nowhere");
        assertEquals(1, others(other).count());
    }

    @Test
    @Tag("browsers")
    void aDeviceThatDoesNotKnowItsSpeedIsSeen() {
        BrowserContext apple = context(somebodyAt(1, 2));
        apple.addInitScript(
                "navigator.geolocation.watchPosition = found => { setTimeout(() => found({timestamp: Date.now(),"
                        + " coords: {latitude: 1, longitude: 2, accuracy: 12, altitude: null, speed: -1, heading: -1}})); return 1; };");
        Page page = share(apple, "/tracker.html?room=apple");
        Page other = share(context(somebodyAt(3, 4)), "/tracker.html?room=apple");
        isLive(page);
        assertThat(others(other)).hasAttribute("data-lat", "1");
        assertThat(others(other).locator(".person-speed")).isHidden();
    }

    @Test
    @Tag("browsers")
    void inChineseOnAPhoneInTheDarkItIsSaidAsWell() {
        Page page = share(
                context(onPhone(somebodyAt(22.2855, 114.1577))
                        .setLocale("zh-CN")
                        .setColorScheme(ColorScheme.DARK)),
                "/tracker.html?room=dark");
        assertThat(shared(page)).hasText(Pattern.compile("已共享（.+）。"));
        screenshot(page, "shared-phone-dark-zh");
        relay.breakAll();
        assertThat(shared(page)).hasText(Pattern.compile("未共享：没有连接。上次共享：.+。"));
        screenshot(page, "not-shared-phone-dark-zh");
        relay.mend();
        assertThat(shared(page)).hasText(Pattern.compile("已共享（.+）。"));
    }
}
