package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.echolocate.kit.BrowserTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code echo.html} */
class EchoBrowserIT extends BrowserTest {
    private Page connected() {
        Page page = open(context(somebody()), "/echo.html");
        page.locator("#connect").click();
        assertThat(page.locator("#ready-state")).hasText(Pattern.compile(".*OPEN.*"));
        return page;
    }

    private static Locator rows(Page page, String direction, String type) {
        return page.locator("#rows tr[data-direction=" + direction + "][data-type=" + type + "]");
    }

    @Test
    void textComesBackWithItsRoundTrip() {
        Page page = connected();
        page.locator("#message").fill("hello \u4f60\u597d");
        page.locator("#send").click();
        assertThat(rows(page, "sent", "text")).containsText("hello \u4f60\u597d");
        assertThat(rows(page, "received", "text")).containsText("echo: hello \u4f60\u597d");
        assertThat(rows(page, "received", "text")).containsText("ms");
    }

    @Test
    void bytesComeBackAsBlobAndAsArrayBuffer() {
        Page page = connected();
        for (String kind : new String[] {"blob", "arraybuffer"}) {
            page.locator("#clear").click();
            page.locator("#binary-type").selectOption(kind);
            page.locator("#kind-binary").check(new Locator.CheckOptions().setForce(true));
            page.locator("#message").fill("8 6 7 5 3 0 9");
            page.locator("#send").click();
            assertThat(rows(page, "received", "binary")).containsText("08 06 07 05 03 00 09");
        }
    }

    @Test
    void whatIsNotHexIsSaidInWordsAndNotSent() {
        Page page = connected();
        page.locator("#kind-binary").check(new Locator.CheckOptions().setForce(true));
        page.locator("#message").fill("8 x");
        page.locator("#send").click();
        assertThat(page.locator("#message-error")).containsText("x");
        assertThat(rows(page, "sent", "binary")).hasCount(0);
    }

    @Test
    void theFirstSubprotocolIsNegotiatedAndTheGreetingSent() {
        Page page = open(context(somebody()), "/echo.html");
        page.locator("#protocols").fill("json.v1, chat");
        page.locator("#greet").check();
        page.locator("#connect").click();
        assertThat(page.locator("#negotiated")).hasText("json.v1");
        assertThat(rows(page, "received", "text")).containsText("echo: thank you for accepting this WebSocket request");
    }

    @Test
    void aCloseCodeAndReasonComeBack() {
        Page page = connected();
        page.locator("#close-code").fill("4321");
        page.locator("#close-reason").fill("enough");
        page.locator("#close").click();
        assertThat(rows(page, "closed", "close")).containsText("4321");
        assertThat(rows(page, "closed", "close")).containsText("enough");
        assertThat(page.locator("#ready-state")).hasText(Pattern.compile(".*CLOSED.*"));
    }

    @Test
    void aServerThatStopsIsSeen() {
        Page page = connected();
        server().restart();
        assertThat(rows(page, "closed", "close")).containsText("1001");
        page.locator("#connect").click();
        assertThat(page.locator("#ready-state")).hasText(Pattern.compile(".*OPEN.*"));
    }
}
