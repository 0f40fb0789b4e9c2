package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.testkit.BrowserTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for each page. */
class EveryPageBrowserIT extends BrowserTest {
    /** Matched by the browser, so in its syntax. */
    private static final Pattern CHINESE = Pattern.compile("[\u4e00-\u9fff]");

    /** What reaches out of the window at its right, and can't be moved in a frame of its own. */
    private static final String WIDER = """
            () => [...document.querySelectorAll('body *')]
              .filter((each) => {
                const { width, height, right } = each.getBoundingClientRect();
                let frame = each.parentElement;
                while (frame && !/auto|scroll|hidden/.test(getComputedStyle(frame).overflowX)) frame = frame.parentElement;
                const framed = frame && !frame.matches('html, body');
                return width > 1 && height > 1 && right > document.documentElement.clientWidth + 0.5 && !framed;
              })
              .map((each) => each.id || each.outerHTML.slice(0, 100))
            """;

    /** What is pressed or written in, and is not what a mouse hits in its middle once it is scrolled to. */
    private static final String COVERED = """
            () => [...document.querySelectorAll('main :is(a, button, input, select, textarea, summary)')]
              .filter((each) => {
                if (!each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
                each.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
                const { left, top, width, height } = each.getBoundingClientRect();
                const hit = document.elementFromPoint(left + width / 2, top + height / 2);
                return !hit || !(each.contains(hit) || hit.closest('label')?.control === each || hit.contains(each) && hit.matches('label'));
              })
              .map((each) => each.id || each.outerHTML.slice(0, 100))
            """;

    /** What is moved by itself, and too low for two lines. */
    private static final String TOO_LOW = """
            () => [...document.querySelectorAll('main [tabindex="0"]')]
              .filter((each) => each.checkVisibility() && each.scrollHeight > each.clientHeight && each.clientHeight < 48)
              .map((each) => `${each.id} ${each.clientHeight}`)
            """;

    private static Browser.NewContextOptions chinese() {
        return somebodyAt(1, 2).setLocale("zh-CN");
    }

    @Test
    void theStartPageSaysWhatThisBrowserSupports() {
        Page page = open(context(somebody()), "/");
        for (String what : List.of("websocket", "geolocation", "secure")) {
            assertThat(page.locator("#support-" + what)).hasAttribute("data-supported", "true");
        }
    }

    @Test
    void theStartPageLeadsToEveryPage() {
        for (String name : List.of("tracker", "chat", "echo", "broadcast", "compare", "inspect")) {
            Page page = open(context(somebody()), "/");
            page.locator("main a[href^='" + name + ".html']").click();
            page.waitForURL(Pattern.compile(".*/live/" + name + "\\.html"));
            assertThat(page.locator("nav a[aria-current=page]")).hasAttribute("href", name + ".html");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "status", "tracker"})
    void nobodyIsKeptOut(String name) {
        Page light = open(context(somebodyAt(1, 2)), "/" + name + ".html");
        isAccessible(light, name + "-desktop-light-en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "status", "tracker"})
    @Tag("browsers")
    void norOnAPhoneInChineseInTheDark(String name) {
        Page dark = open(context(onPhone(chinese()).setColorScheme(ColorScheme.DARK)), "/" + name + ".html");
        assertThat(dark.locator("html")).hasAttribute("lang", "zh-CN");
        isAccessible(dark, name + "-phone-dark-zh");
    }

    private static void isAccessible(Page page, String name) {
        if (name.startsWith("tracker")) {
            assertThat(page.locator("#people li.person[data-me=true]")).hasCount(1);
        }
        screenshot(page, name);
        List<String> violations = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
                        .toList();
        assertEquals(List.of(), violations, name);
    }

    /**
     * WCAG 1.4.10: 400 % on a desktop is 320 by 256. What is wide by nature, a table or the bytes of a head, moves in its own
     * frame. The tracker is in {@code MapLookBrowserIT}.
     */
    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "status"})
    @Tag("browsers")
    void at400PercentNothingIsReadSidewaysAndNothingPressedIsCovered(String name) {
        for (int[] size : new int[][] {{320, 256}, {360, 740}}) {
            Page page = open(context(somebodyAt(1, 2).setViewportSize(size[0], size[1])), "/" + name + ".html");
            page.locator("main").waitFor();
            screenshot(page, name + "-" + size[0] + "x" + size[1]);
            assertEquals(List.of(), page.evaluate(WIDER), name + " at " + size[0]);
            assertEquals(List.of(), page.evaluate(TOO_LOW), name + " at " + size[0] + "x" + size[1]);
            assertEquals(List.of(), page.evaluate(COVERED), name + " at " + size[0] + "x" + size[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "status", "tracker"})
    @Tag("browsers")
    void everyPageSpeaksBothLanguages(String name) {
        Page page = open(context(somebody()), "/" + name + ".html");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator("h1")).not().hasText(CHINESE);
        page.locator("#language").click();
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(page.locator("h1")).hasText(CHINESE);
        page.reload();
        assertThat(page.locator("h1")).hasText(CHINESE);
        Page asked = open(context(somebody()), "/" + name + ".html?lang=zh-CN");
        assertThat(asked.locator("h1")).hasText(CHINESE);
        Page preferred = open(context(chinese()), "/" + name + ".html");
        assertThat(preferred.locator("h1")).hasText(CHINESE);
    }

    /** WebKitGTK says so where its system speaks none; what a page throws at that is seen at the end of the test. */
    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "status", "tracker"})
    @Tag("browsers")
    void aLanguageThatIntlRefusesStopsNoPage(String name) {
        BrowserContext context = context(somebodyAt(1, 2));
        context.addInitScript("Object.defineProperty(Navigator.prototype, 'language', {get: () => 'C'});"
                + " Object.defineProperty(Navigator.prototype, 'languages', {get: () => ['en_US', 'C']});");
        Page page = open(context, "/" + name + ".html");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        switch (name) {
            case "chat" -> {
                ChatBrowserIT.say(ChatBrowserIT.joined(page, "Ann"), "hello");
                assertThat(page.locator("#rows .said-at")).hasText(Pattern.compile("\\d\\d:\\d\\d.*"));
            }
            case "compare" -> new ComparePage(page).start();
            case "tracker" -> assertThat(page.locator("#people li.person")).hasCount(1);
            default -> assertThat(page.locator("#main")).isVisible();
        }
    }

    @Test
    void aLinkInOneLanguageKeepsItOnTheWay() {
        Page page = open(context(somebody()), "/index.html?lang=zh-CN");
        page.locator("nav a[href^='echo.html']").click();
        page.waitForURL(Pattern.compile(".*/echo\\.html.*"));
        assertThat(page.locator("h1")).hasText(CHINESE);
    }

    @Test
    void theHeaderIsGoneThroughByKeyboardAndPassed() {
        Page page = open(context(somebody()), "/chat.html");
        assertThat(page.locator("#language")).isVisible();
        List<String> header = List.of(
                ".skip",
                ".brand",
                "nav a[href='tracker.html']",
                "nav a[href='chat.html']",
                "nav a[href='echo.html']",
                "nav a[href='broadcast.html']",
                "nav a[href='compare.html']",
                "nav a[href='inspect.html']",
                ".help-link",
                "#language");
        page.locator(".skip").focus();
        for (String each : header) {
            assertThat(page.locator(each)).isFocused();
            page.keyboard().press("Tab");
        }
        page.locator(".skip").press("Enter");
        page.waitForURL(Pattern.compile(".*#main"));
        assertThat(page.locator("nav [aria-current=page]")).hasText("Chat");
    }

    /** The mark and the other links come with the script. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutAScriptTheHeaderLeadsHome(boolean phone) {
        Browser.NewContextOptions person = somebody().setJavaScriptEnabled(false);
        Page page = open(context(phone ? onPhone(person) : person), "/chat.html");
        Locator home = page.getByRole(AriaRole.BANNER)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Echolocate"));
        screenshot(page, "no-script-" + (phone ? "phone" : "desktop"));
        assertTrue(home.locator("span").boundingBox().width > 20, "seen");
        home.click();
        page.waitForURL(Pattern.compile(".*/index\\.html"));
    }
}
