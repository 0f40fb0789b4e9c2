package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Server;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a server where all that can be turned off is: none leads to it, and nothing is said in the console. */
class TurnedOffBrowserIT extends BrowserTest {
    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of(
                "context-path", "/live",
                "services.inspect", "off",
                "services.compare", "off",
                "services.default-rooms", "off",
                "services.echo-options", "off",
                "services.qr", "off"));
    }

    @Test
    void noPageLeadsToWhatIsOffAndTheStartPageSaysSo() {
        Page page = open(context(somebody()), "/");
        assertThat(page.locator("#turned-off"))
                .hasText(
                        "Turned off on this server: Compare, Inspect, the room for all, options of the echo, QR codes.");
        assertThat(page.locator("a[href*='inspect.html'], a[href*='compare.html']"))
                .hasCount(0);
        assertThat(page.locator("main a[href*='tracker.html']")).isVisible();
        screenshot(page, "turned-off-index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracker", "chat"})
    void whoNamesNoRoomIsInOneOfTheirOwn(String name) {
        Page page = open(context(somebodyAt(1, 2)), "/" + name + ".html");
        page.waitForURL(Pattern.compile(".*\\?room=[A-Za-z0-9_-]{22}"));
        assertThat(page.locator("#own-room")).containsText("a room of your own");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        page.locator("#invite-open").click();
        assertThat(page.locator("#invite-no-qr")).isVisible();
        assertThat(page.locator("#invite-qr")).isHidden();
        screenshot(page, "turned-off-" + name);
    }

    @Test
    void theBroadcastBeginsOnAChannelOfItsOwn() {
        Page page = open(context(somebody()), "/broadcast.html");
        assertThat(page.locator("#channel")).hasValue(Pattern.compile("[A-Za-z0-9_-]{22}"));
        assertThat(page.locator("#sockets [data-state=live]").first()).isVisible();
    }

    @Test
    void theEchoSaysThatItHasNoOptions() {
        Page page = open(context(somebody()), "/echo.html");
        assertThat(page.locator("#options-off")).isVisible();
        assertThat(page.locator(".options")).isHidden();
    }
}
