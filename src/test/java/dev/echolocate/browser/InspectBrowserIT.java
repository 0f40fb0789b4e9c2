package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Server;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code inspect.html} */
class InspectBrowserIT extends BrowserTest {
    /** Without pings of its own, which would come between the frames. */
    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of(
                "context-path",
                "/live",
                "ping.interval",
                "10m",
                "silence",
                "1h",
                "chat.life",
                "1h",
                "tracker.life",
                "1h"));
    }

    private Page opened() {
        Page page = open(context(somebody()), "/inspect.html");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        return page;
    }

    @Test
    void theHandshakeOfThePageIsShownAndItsAcceptComputed() {
        Page page = opened();
        assertThat(page.locator("#request")).containsText("GET /live/inspect HTTP/1.1");
        assertThat(page.locator("#request")).containsText("Sec-WebSocket-Version: 13");
        assertThat(page.locator("#request")).containsText("Origin: " + server().origin());
        assertThat(page.locator("#request-note")).containsText("bytes that came in");
        Locator accept = page.locator("#steps dd").last();
        assertThat(accept).hasText(Pattern.compile("[A-Za-z0-9+/]{27}="));
        assertThat(page.locator("#response")).containsText("Sec-WebSocket-Accept: " + accept.textContent());
        String key = page.locator("#key").inputValue();
        page.locator("#again").click();
        assertThat(page.locator("#key")).not().hasValue(key);
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
    }

    @Test
    void anyKeyCanBeTried() {
        Page page = opened();
        page.locator("#rfc-key").click();
        assertThat(page.locator("#steps dd").last()).hasText("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        page.locator("#key").fill("no key");
        page.locator("#key").press("Enter");
        assertThat(page.locator("#key-note")).containsText("Not 16 bytes");
    }

    @Test
    void theDraftsStandSideBySide() {
        Page page = opened();
        Locator table = page.locator("#drafts");
        assertThat(table).containsText("GET /live/inspect HTTP/1.1");
        assertThat(table).containsText("8jKS'y:G*Co,Wxa-");
        assertThat(table).containsText("00 48 65 6c 6c 6f ff");
        assertThat(table.locator("thead th")).hasCount(4);
        Locator key = table.locator(
                "tr", new Locator.LocatorOptions().setHas(page.locator("th:text-is('Sec-WebSocket-Key1')")));
        assertThat(key.locator("[data-change]")).hasText(new String[] {"4 @1  46546xW%0l 1 5 new", "– dropped"});
        assertThat(page.locator("#challenge")).containsText("829309203");
    }

    @Test
    void aFrameIsBuiltBitByBit() {
        Page page = opened();
        page.locator("#mask").selectOption("37fa213d");
        page.locator("#build button[type=submit]").click();
        Locator built = page.locator("#built");
        assertThat(built.locator(".bytes")).hasText("81 85 37 fa 21 3d 7f 9f 4d 51 58");
        assertThat(built.locator("tbody tr")).hasCount(9);
        assertThat(built.locator("tbody tr").nth(4)).containsText("0.4-7");
        assertThat(built.locator("tbody tr").nth(4)).containsText("0001");

        page.locator("#fragments").selectOption("3");
        page.locator("#mask").selectOption("none");
        page.locator("#build button[type=submit]").click();
        assertThat(built.locator("article")).hasCount(3);

        page.locator("#opcode").selectOption("9");
        page.locator("#rsv1").check();
        page.locator("#build button[type=submit]").click();
        assertThat(built.locator(".faults").first()).containsText("RFC 6455 5.2");
        assertThat(built.locator(".faults").first()).containsText("not fragmented");
        page.locator("#language").click();
        assertThat(built.locator(".faults").first()).containsText("\u63a7\u5236\u5e27");
    }

    @Test
    void aCloseAndBytesAreTypedInTheirOwnWay() {
        Page page = opened();
        page.locator("#mask").selectOption("none");
        page.locator("#opcode").selectOption("8");
        page.locator("#code").fill("1005");
        page.locator("#message").fill("bye");
        page.locator("#message").press("Tab");
        page.locator("#build button[type=submit]").press("Enter");
        assertThat(page.locator("#built .bytes")).hasText("88 05 03 ed 62 79 65");
        assertThat(page.locator("#built .faults")).containsText("RFC 6455 7.4");
        page.locator("#code").fill("70000");
        page.locator("#build button[type=submit]").click();
        assertThat(page.locator("#build-error")).containsText("65535");
        page.locator("#opcode").selectOption("2");
        page.locator("#message").fill("0 ff");
        page.locator("#build button[type=submit]").click();
        assertThat(page.locator("#built .bytes")).hasText("82 02 00 ff");
    }

    @Test
    void pastedBytesAreRead() {
        Page page = opened();
        assertThat(page.locator("#found article")).hasCount(2);
        assertThat(page.locator("#found")).containsText("Says: Hello");
        assertThat(page.locator("#found .faults")).hasCount(0);
        page.locator("#hex").fill("81:02:c0:80\n0x89,0x01");
        page.locator("#read button").click();
        assertThat(page.locator("#found .faults").first()).containsText("RFC 6455 8.1, at byte 2");
        assertThat(page.locator("#found .faults").last()).containsText("The bytes end");
        page.locator("#hex").fill("8100 8180 01020304");
        page.locator("#read button").click();
        assertThat(page.locator("#found .faults"))
                .hasText(new String[] {"RFC 6455 5.1, at byte 3: A client masks all its frames, a server none."});
        page.locator("#hex").fill("8x");
        page.locator("#read button").click();
        assertThat(page.locator("#hex-error")).containsText("8x");
        assertThat(page.locator("#found article")).hasCount(2);
    }

    private static void probe(Page page) {
        page.locator("#live-toggle").click();
        assertThat(page.locator("#live-state")).hasAttribute("data-state", "live");
    }

    private static Locator frames(Page page, String direction) {
        return page.locator("#live-frames article[data-direction=" + direction + "]");
    }

    @Test
    void theServerTalksToItselfAndEveryByteIsShown() {
        Page page = opened();
        page.locator("#live-form button[type=submit]").click();
        assertThat(page.locator("#live-error")).hasText("Open a probe first.");
        probe(page);
        assertThat(page.locator("#live-error")).isHidden();
        assertThat(page.locator("#live-request")).containsText("GET /live/echo HTTP/1.1");
        assertThat(page.locator("#live-response")).containsText("HTTP/1.1 101");
        page.locator("#live-mask").selectOption("37fa213d");
        page.locator("#live-message").press("Enter");
        assertThat(frames(page, "sent").locator(".bytes")).hasText("81 85 37 fa 21 3d 7f 9f 4d 51 58");
        Locator received = frames(page, "received");
        assertThat(received.locator(".bytes")).hasText("81 0b 65 63 68 6f 3a 20 48 65 6c 6c 6f");
        assertThat(received.locator("tbody tr").nth(4)).containsText("0001");
        assertThat(received).containsText("Says: echo: Hello");

        page.locator("#live-opcode").selectOption("9");
        page.locator("#live-message").fill("there?");
        page.locator("#live-form button[type=submit]").click();
        assertThat(frames(page, "received").last().locator("h3")).containsText("pong");
        page.locator("#live-opcode").selectOption("2");
        page.locator("#live-message").fill("00 ".repeat(1024));
        page.locator("#live-message").press("Enter");
        assertThat(frames(page, "sent").last().locator("h3")).containsText("payload of 1024 bytes");
        page.locator("#live-message").fill("00 ".repeat(1025));
        page.locator("#live-message").press("Enter");
        assertThat(page.locator("#live-error")).hasText("At most 1,024 bytes.");

        assertThat(received.first().locator("details")).not().hasAttribute("open", Pattern.compile(".*"));
        isAccessible(page);
        screenshot(page, "inspect-live-desktop");

        page.locator("#live-opcode").selectOption("8");
        page.locator("#live-code").fill("70000");
        page.locator("#live-form button[type=submit]").click();
        assertThat(page.locator("#live-error")).containsText("65535");
        page.locator("#live-code").fill("4001");
        page.locator("#live-message").fill("bye");
        page.locator("#live-form button[type=submit]").click();
        assertThat(page.locator("#live-words")).containsText("Closed with 4001, \u201cbye\u201d");
        assertThat(page.locator("#live-state")).hasText("Closed");
        page.locator("#language").click();
        assertThat(page.locator("#live-words")).containsText("\u4ee5 4001 \u5173\u95ed");
        assertThat(frames(page, "sent").first().locator("h3")).containsText("\u6765\u81ea\u63a2\u9488");
        page.locator("#language").click();

        probe(page);
        assertThat(page.locator("#live-frames article")).hasCount(0);
        page.locator("#live-toggle").click();
        assertThat(page.locator("#live-words")).containsText("Closed with 1000");
    }

    @Test
    void withTheSessionTheProbeEnds() {
        Page page = opened();
        probe(page);
        page.locator("#again").click();
        assertThat(page.locator("#live-state")).hasText("Not open");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        // That one has to shake hands is no longer so.
        assertThat(page.locator("#live-words")).isHidden();
        probe(page);
    }

    @Test
    @Tag("browsers")
    void aProbeOnAPhoneInTheDark() {
        Page page =
                open(context(onPhone(somebody().setLocale("zh-CN")).setColorScheme(ColorScheme.DARK)), "/inspect.html");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        probe(page);
        page.locator("#live-opcode").selectOption("2");
        page.locator("#live-fragments").selectOption("3");
        page.locator("#live-message").fill("00 ff 80");
        page.locator("#live-message").press("Enter");
        assertThat(frames(page, "sent")).hasCount(3);
        assertThat(frames(page, "received").locator(".bytes")).hasText("82 03 00 ff 80");
        isAccessible(page);
        assertEquals(0, page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"));
        page.locator("#live-log").scrollIntoViewIfNeeded();
        screenshot(page, "inspect-live-phone");
    }

    private static void isAccessible(Page page) {
        assertEquals(List.of(), violations(page));
    }

    @Test
    void theTablesAreThere() {
        Page page = opened();
        assertThat(page.locator("#opcodes tr")).hasCount(16);
        assertThat(page.locator("#lengths")).containsText("82 7f 00 00 00 00 00 01 00 00");
    }

    @Test
    @Tag("browsers")
    void itIsAllInSightOnAnyScreen() {
        for (String language : new String[] {"en-GB", "zh-CN"}) {
            Page desktop = open(context(somebody().setLocale(language)), "/inspect.html");
            seen(desktop, "inspect-full-desktop-" + language);
            Page phone = open(
                    context(onPhone(somebody().setLocale(language)).setColorScheme(ColorScheme.DARK)), "/inspect.html");
            seen(phone, "inspect-full-phone-" + language);
            assertEquals(
                    List.of(),
                    phone.evaluate(
                            "() => [...document.querySelectorAll('#built .scroll, #found .scroll, .pair .scroll')]"
                                    + ".filter(table => table.scrollWidth > table.clientWidth).map(table => table.innerText)"));
        }
    }

    private static void seen(Page page, String name) {
        assertThat(page.locator("#lengths tr")).hasCount(6);
        assertThat(page.locator("#found article")).hasCount(2);
        assertThat(page.locator("#built article")).hasCount(1);
        assertThat(page.locator("#steps dd")).hasCount(3);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(java.nio.file.Path.of("target", "screenshots", name + ".png")));
    }
}
