package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Http;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of figures, for those who run the server. */
class StatusBrowserIT extends BrowserTest {
    private Page status() {
        Page page = open(context(somebody()), "/status.html");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        return page;
    }

    private static Locator row(Page page, String table, String key) {
        return page.locator("#" + table + " tr[data-key='" + key + "']");
    }

    @Test
    void whatHappensIsSeen() {
        Page page = status();
        assertThat(page.locator("#says-caps")).hasText("Nothing is near its limit.");
        assertThat(page.locator("#caps tr").first()).isVisible();
        Client client = Client.plain(server(), "/echo");
        assertThat(row(page, "services", "echo").locator("td").first()).not().hasText("0");
        Http.get(server(), "/feeds/broadcast/x", "Origin: https://evil.example");
        assertThat(row(page, "refused", "origin").locator("th")).hasText("a page of another site");
        assertThat(row(page, "refused", "origin").locator("td.code")).hasText("origins");
        assertThat(page.locator("#says-refused")).hasText(Pattern.compile("\\d+ refusals? in the last minute.*"));
        assertThat(page.locator("#plot-sessions path.plot-line")).hasAttribute("d", Pattern.compile("M.+L.+"));
        client.close();
        assertThat(row(page, "ended", "left").locator("th")).hasText("left");
        assertThat(page.locator("#build")).hasText(Pattern.compile("Echolocate .* on Java .* connections.*"));
        assertThat(page.locator("#pools tr").first()).isVisible();
        // A key in place of words: whoever adds a pool or a reason has to name it.
        assertThat(page.locator("#pools th, #refused th, #ended th")
                        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^[a-z]+\\.[a-z]"))))
                .hasCount(0);
        screenshot(page, "status-live");
        page.locator("#language").click();
        assertThat(row(page, "refused", "origin").locator("th")).hasText("其他网站的页面");
        screenshot(page, "status-live-zh");
    }

    @Test
    void whoMayNotIsToldWhy() {
        var context = context(somebody());
        context.setExtraHTTPHeaders(Map.of("X-Forwarded-For", "203.0.113.9"));
        Page page = open(context, "/status.html");
        assertThat(page.locator("#status")).hasAttribute("data-state", "ended");
        assertThat(page.locator("#why")).containsText("metrics.allow");
        assertThat(page.locator("#server-words")).containsText("203.0.113.9");
        assertThat(page.locator("#figures")).isHidden();
        screenshot(page, "status-not-yours");
        page.close();
        excuse("403 for ");
        excuse("console error: Failed to load resource");
    }

    @Test
    void theStartPageLeadsHere() {
        Page page = open(context(somebody()), "/");
        page.locator("main a[href^='status.html']").click();
        assertThat(page.locator("h1")).hasText("This server, now");
    }
}
