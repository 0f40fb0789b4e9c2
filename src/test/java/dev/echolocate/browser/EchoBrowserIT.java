package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.echolocate.testkit.BrowserTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code echo.html} */
class EchoBrowserIT extends BrowserTest {
    private static final String SAME_PICTURE = "() => { const [a, b] = ['drawing', 'returned'].map(id =>"
            + " document.getElementById(id).getContext('2d', {willReadFrequently: true}).getImageData(0, 0, 400, 320).data);"
            + " return a.some(x => x < 255) && a.every((x, i) => x === b[i]); }";

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

    private Page connectedTo(String query, Browser.NewContextOptions person) {
        Page page = open(context(person), "/echo.html");
        page.locator("#endpoint").fill(server().url("/echo" + query));
        page.locator("#connect").click();
        assertThat(page.locator("#ready-state")).hasText(Pattern.compile(".*OPEN.*"));
        return page;
    }

    @Test
    void theFormBuildsTheAddressAndTheAddressFillsTheForm() {
        BrowserContext context = context(somebody().setPermissions(List.of("clipboard-read", "clipboard-write")));
        Page page = open(context, "/echo.html");
        page.locator(".options summary").click();
        page.locator("#option-delay").fill("50");
        page.locator("#option-close").fill("4000");
        page.locator("#option-after").fill("1");
        page.locator("#option-reason").fill("as asked & more");
        page.locator("#option-bare").check();
        assertThat(page.locator("#endpoint"))
                .hasValue(Pattern.compile(
                        "ws://.*/live/echo\\?prefix=&delay=50&close=4000&reason=as\\+asked\\+%26\\+more&after=1"));
        page.locator("#copy-address").click();
        assertThat(page.locator("#announcer")).containsText("copied");
        assertEquals(page.locator("#endpoint").inputValue(), page.evaluate("navigator.clipboard.readText()"));
        page.locator("#connect").click();
        assertThat(page.locator("#ready-state")).hasText(Pattern.compile(".*OPEN.*"));
        page.locator("#message").fill("bare");
        page.locator("#send").click();
        assertThat(rows(page, "received", "text")).containsText("bare");
        assertThat(rows(page, "closed", "close")).containsText("as asked & more");

        page.locator("#endpoint").fill(server().url("/echo?mute=1&frames=3&other=x"));
        assertThat(page.locator("#option-mute")).isChecked();
        assertThat(page.locator("#option-frames")).hasValue("3");
        assertThat(page.locator("#option-delay")).hasValue("");
        page.locator("#option-frames").fill("");
        assertThat(page.locator("#endpoint")).hasValue(Pattern.compile(".*/echo\\?other=x&mute=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blob", "arraybuffer"})
    void aPictureIsDrawnAgainFromWhatCameBack(String kind) {
        Page page = connectedTo("", somebody());
        page.locator("#binary-type").selectOption(kind);
        page.locator("#drawing").hover();
        page.mouse().down();
        page.locator("#picture-heading").hover();
        page.mouse().up();
        for (String as : List.of("png", "pixels")) {
            page.locator("#picture-" + as).check(new Locator.CheckOptions().setForce(true));
            page.locator("#picture-draw").click();
            page.locator("#picture-send").click();
            page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(SAME_PICTURE)));
            assertThat(page.locator("#picture-verdict")).containsText("all equal");
        }
        assertThat(page.locator("#picture-verdict")).containsText("512,000 bytes");
        assertThat(page.locator("#latency-words")).containsText("of the newest 2");
        screenshot(page, "echo-picture-" + kind);
    }

    @Test
    void reportedRoundTripsOfPingsArePlotted() {
        Page page = connectedTo("?ping=100&report=1&prefix=", somebody());
        assertThat(rows(page, "received", "text").first()).containsText("\"ping\":1");
        assertThat(page.locator("#latency-words")).containsText("ms");
        Page unasked = connectedTo("?prefix=", somebody());
        unasked.locator("#message").fill("{\"ping\":1,\"ms\":86753.5}");
        unasked.locator("#send").click();
        assertThat(unasked.locator("#latency-words")).containsText("ms");
        assertThat(unasked.locator("#latency-words")).not().containsText(Pattern.compile("\\d{2},?\\d{3}"));
    }

    @Test
    void whatIsNoPictureAnyMoreIsSaid() {
        Page page = connectedTo("?size=100", somebody());
        page.locator("#picture-send").click();
        assertThat(page.locator("#picture-verdict")).containsText("100 bytes came back, and they are no picture");
        page.locator("#file").setInputFiles(new FilePayload("a.bin", "application/octet-stream", new byte[100]));
        page.locator("#file-send").click();
        assertThat(page.locator("#file-verdict")).containsText("differ from byte 1 on");
        page.locator("#file").setInputFiles(new FilePayload("b.bin", "application/octet-stream", new byte[7]));
        page.locator("#file-send").click();
        assertThat(page.locator("#file-verdict")).containsText("instead of 7");
    }

    @Test
    void aFileComesBackByteByByteTheSame() {
        Page page = connectedTo("?frames=7", somebody());
        page.locator("#file-send").click();
        assertThat(page.locator("#file-verdict")).hasText("Choose a file first.");
        byte[] noise = new byte[3_000_000];
        new Random(1).nextBytes(noise);
        page.locator("#file").setInputFiles(new FilePayload("noise.bin", "application/octet-stream", noise));
        page.locator("#file-send").click();
        assertThat(page.locator("#file-verdict")).containsText("3,000,000 bytes came back");
        assertThat(page.locator("#file-verdict")).containsText("all equal");
    }

    @Test
    void whatNeverComesBackIsSaid() {
        Page page = connectedTo("?mute=1", onPhone(somebody()));
        page.locator("#picture-send").click();
        // A picture is made first: only what was sent can be missed.
        assertThat(rows(page, "sent", "binary")).hasCount(1);
        page.locator("#disconnect").click();
        assertThat(page.locator("#picture-verdict")).containsText("ended before it came back");
    }

    @Test
    void theLogIsSavedWithWhatWasSent() throws IOException {
        Page page = connectedTo("?prefix=", somebody());
        page.locator("#message").fill("to be kept");
        page.locator("#send").click();
        assertThat(rows(page, "received", "text")).containsText("to be kept");
        Download saved = page.waitForDownload(() -> page.locator("#save").click());
        String log = Files.readString(saved.path());
        assertEquals(2, log.split("to be kept", -1).length - 1, log);
    }

    @Test
    @Tag("browsers")
    void allOfItOnAPhoneInTheDark() {
        Page page = connectedTo("?delay=20", onPhone(somebody().setColorScheme(ColorScheme.DARK)));
        page.locator(".options summary").click();
        page.locator("#picture-pixels").check(new Locator.CheckOptions().setForce(true));
        page.locator("#picture-send").click();
        assertThat(page.locator("#picture-verdict")).containsText("all equal");
        page.locator("#menu-button").click();
        page.locator("#language").click();
        assertThat(page.locator("#picture-verdict")).containsText("\u5168\u90e8\u76f8\u540c");
        assertEquals(0, page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"));
        assertEquals(List.of(), new AxeBuilder(page).analyze().getViolations());
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", "echo-options-phone-dark-zh.png")));
    }
}
