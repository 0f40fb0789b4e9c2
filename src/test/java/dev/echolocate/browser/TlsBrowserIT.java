package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.TrustingTls;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages over https and wss, with a certificate that people have accepted. */
class TlsBrowserIT extends BrowserTest {
    @Override
    protected Server start() {
        Map<String, String> settings = new HashMap<>(TrustingTls.settings());
        settings.put("context-path", "/live");
        return new GrizzlyServer(settings);
    }

    @Test
    void aDesktopAndAPhoneSeeEachOther() {
        BrowserContext desktop = context(somebodyAt(47.37, 8.54));
        BrowserContext phone = context(onPhone(somebodyAt(39.9, 116.4)));
        Page one = share(desktop, "/tracker.html?room=tls");
        Page two = share(phone, "/tracker.html?room=tls");
        assertTrue(one.url().startsWith("https://"), one.url());
        assertThat(one.locator("#status")).hasAttribute("data-state", "live");
        assertThat(one.locator("#people li.person[data-me=false]")).hasAttribute("data-lat", "39.9");
        assertThat(two.locator("#people li.person[data-me=false]")).hasAttribute("data-lat", "47.37");
    }

    @Test
    void aPageMayShowAQrCode() {
        Page page = open(context(somebody()), "/echo.html");
        Object width = page.evaluate("async () => { const image = new Image(); image.src = 'qr?text=hello';"
                + " await image.decode(); return image.naturalWidth; }");
        assertTrue(((Number) width).intValue() > 0, "no picture");
    }
}
