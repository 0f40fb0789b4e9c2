package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Http;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code tracker.html}: nothing leaves before somebody has agreed, for a while, in this room, on this device. */
class ConsentBrowserIT extends BrowserTest {
    private static final long HOUR_MILLIS = 3_600_000;

    private static Locator oneself(Page page) {
        return page.locator("#people li.person[data-me=true]");
    }

    /** How many people the server has in a room. */
    private int held(String room) {
        return Http.get(server(), "/feeds/tracker/" + room)
                .json()
                .getJsonArray("items")
                .size();
    }

    private static void isLive(Page page) {
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
    }

    @Test
    void nothingIsSentBeforeTheTapAndTheButtonHasTheFocus() {
        BrowserContext guest = context(somebodyAt(1, 2));
        guest.addInitScript("navigator.geolocation.watchPosition = () => { window.asked = true; return 1; };");
        FeedClient watcher = FeedClient.open(server(), "/tracker/tap");
        Page page = open(guest, "/tracker.html?room=tap");
        isLive(page);
        assertThat(page.locator("#agree")).isFocused();
        assertThat(page.locator("#card-who")).hasText("Whoever has the link to this room sees you on the map.");
        assertEquals(List.of(), violations(page));
        screenshot(page, "consent-desktop-light-en");
        watcher.send("{\"id\":\"w\",\"lat\":5,\"lon\":6}");
        assertThat(page.locator("#people li.person")).hasCount(1);
        assertEquals(1, held("tap"), "nobody but the other one");
        assertEquals("w", watcher.item().getString("id"));
        assertEquals(0, watcher.waitingItems());
        assertFalse((Boolean) page.evaluate("() => window.asked === true"), "the device is not asked either");
    }

    @Test
    void whoAgreesIsSeenUntilTheTimeThatWasChosenAndEverybodyReadsIt() {
        BrowserContext guest = context(somebodyAt(1, 2));
        FeedClient watcher = FeedClient.open(server(), "/tracker/until");
        Page other = open(context(somebody()), "/tracker.html?room=until&watch");
        Page page = open(guest, "/tracker.html?room=until");
        page.locator("input[name=minutes][value='15']").check();
        page.keyboard().press("Tab");
        assertThat(page.locator("#agree")).isFocused();
        page.keyboard().press("Enter");
        assertThat(oneself(page)).hasCount(1);
        JsonObject item = watcher.item();
        long span = item.getJsonNumber("until").longValue()
                - item.getJsonNumber("at").longValue();
        // From the tap on, and a first fix may take its time.
        assertTrue(span > HOUR_MILLIS / 4 - 60_000 && span <= HOUR_MILLIS / 4, item::toString);
        assertThat(page.locator("#until"))
                .hasText(Pattern.compile("You share until \\d\\d:\\d\\d \\((15:00|14:\\d\\d) left\\)\\."));
        assertThat(other.locator("#people .person-age")).hasText(Pattern.compile(".+ · until \\d\\d:\\d\\d"));
        screenshot(page, "sharing-desktop-light-en");
        page.locator("#until-more").click();
        assertThat(page.locator("#until")).hasText(Pattern.compile(".*\\(1:1\\d:\\d\\d left\\)\\."));
        assertThat(page.locator("#card-times")).isHidden();
        assertEquals(List.of(), violations(page));
    }

    /** That the server ends it then is UntilContract's. */
    @Test
    void whenTheTimeIsOverTheCardAsksAgain() {
        BrowserContext guest = context(somebodyAt(1, 2));
        guest.clock().install();
        Page page = share(guest, "/tracker.html?room=over");
        assertThat(page.locator("#shared")).hasAttribute("data-state", "shared");
        guest.clock().fastForward(HOUR_MILLIS);
        assertThat(page.locator("#card-title")).hasText("Your time is over: nobody sees you any more. Share again?");
        assertThat(page.locator("#agree")).isVisible();
        assertThat(page.locator("#until")).isHidden();
        assertThat(page.locator("#shared")).isHidden();
        Page another = open(guest, "/tracker.html?room=over");
        isLive(another);
        assertThat(another.locator("#agree")).isVisible();
    }

    @Test
    void aReturnGoesOnInThatRoomAndInNoOther() {
        BrowserContext guest = context(somebodyAt(1, 2));
        Page page = share(guest, "/tracker.html?room=mine");
        assertThat(oneself(page)).hasCount(1);
        page.reload();
        assertThat(oneself(page)).hasCount(1);
        page.close();
        Page again = open(guest, "/tracker.html?room=mine");
        assertThat(oneself(again)).hasCount(1);
        Page elsewhere = open(guest, "/tracker.html?room=theirs");
        isLive(elsewhere);
        assertThat(elsewhere.locator("#agree")).isVisible();
        assertThat(oneself(elsewhere)).hasCount(0);
        assertEquals(0, held("theirs"));
    }

    @Test
    void stopInOneWindowEndsItAndTheConsentForNewOnesButNotTheOtherWindow() {
        BrowserContext guest = context(somebodyAt(1, 2));
        Page one = share(guest, "/tracker.html?room=stop");
        Page two = open(guest, "/tracker.html?room=stop");
        assertThat(oneself(two)).hasCount(1);
        assertThat(oneself(one)).hasCount(1);
        one.locator("#share").click();
        assertThat(oneself(one)).hasCount(0);
        assertThat(one.locator("#people li.person")).hasCount(1);
        assertThat(oneself(two)).hasCount(1);
        Page three = open(guest, "/tracker.html?room=stop");
        assertThat(three.locator("#agree")).isVisible();
        one.reload();
        isLive(one);
        assertThat(one.locator("#share")).hasText("Share my position");
        assertThat(one.locator("#card-times")).isHidden();
    }

    @Test
    void onlyLookClosesTheCardAndTheButtonOpensItAgain() {
        Page page = open(context(somebodyAt(1, 2)), "/tracker.html?room=look");
        page.locator("#look").click();
        assertThat(page.locator("#agree")).isHidden();
        page.reload();
        isLive(page);
        assertThat(page.locator("#agree")).isHidden();
        page.locator("#share").click();
        assertThat(page.locator("#agree")).isFocused();
        page.locator("#agree").click();
        assertThat(oneself(page)).hasCount(1);
    }

    @Test
    void whereOnlyThisMachineCanComeTheBrowsersQuestionIsTheTap() {
        Page page = open(context(somebodyAt(1, 2)), "/tracker.html");
        assertThat(oneself(page)).hasCount(1);
        assertThat(page.locator("#agree")).isHidden();
    }

    @Test
    void behindAProxyTheRoomForAllSaysThatItIsPublic() {
        BrowserContext guest = context(somebodyAt(1, 2));
        guest.setExtraHTTPHeaders(java.util.Map.of("X-Forwarded-For", "192.0.2.7"));
        Page page = open(guest, "/tracker.html");
        assertThat(page.locator("#card-who"))
                .hasText("This is the public room: whoever opens this server's tracker sees you.");
        assertThat(oneself(page)).hasCount(0);
    }

    @Test
    @Tag("browsers")
    void onAPhoneInChineseInTheDark() {
        BrowserContext phone = context(
                onPhone(somebodyAt(22.2855, 114.1577)).setLocale("zh-CN").setColorScheme(ColorScheme.DARK));
        Page page = open(phone, "/tracker.html?room=phone-consent");
        assertThat(page.locator("#card-title")).hasText("在这里共享您的位置吗？");
        assertThat(page.locator("#agree")).isInViewport();
        screenshot(page, "consent-phone-dark-zh");
        assertEquals(List.of(), violations(page));
        page.locator("#agree").click();
        assertThat(page.locator("#until")).hasText(Pattern.compile("您的共享到 \\d\\d:\\d\\d 为止.*"));
        screenshot(page, "sharing-phone-dark-zh");
    }
}
