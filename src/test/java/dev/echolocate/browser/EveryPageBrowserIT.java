package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.kit.BrowserTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for each page. */
class EveryPageBrowserIT extends BrowserTest {
    /** Matched by the browser, so in its syntax. */
    private static final Pattern CHINESE = Pattern.compile("[\u4e00-\u9fff]");

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
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "tracker"})
    void nobodyIsKeptOut(String name) {
        Page light = open(context(somebodyAt(1, 2)), "/" + name + ".html");
        isAccessible(light, name + "-desktop-light-en");
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

    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "tracker"})
    void nothingIsWiderThanAPhone(String name) {
        for (int width : new int[] {320, 360}) {
            Page page = open(context(onPhone(somebodyAt(1, 2)).setViewportSize(width, 640)), "/" + name + ".html");
            page.locator("main").waitFor();
            Object wider = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
            assertEquals(0, wider, name + " at " + width);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "tracker"})
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

    @Test
    void aLinkInOneLanguageKeepsItOnTheWay() {
        Page page = open(context(somebody()), "/index.html?lang=zh-CN");
        page.locator("nav a[href^='echo.html']").click();
        page.waitForURL(Pattern.compile(".*/echo\\.html.*"));
        assertThat(page.locator("h1")).hasText(CHINESE);
    }
}
