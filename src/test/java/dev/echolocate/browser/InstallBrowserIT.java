package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Pages;
import dev.echolocate.testkit.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Echolocate as an app, on a phone: what is kept of its pages, by whom, and until when; and the menu. */
class InstallBrowserIT extends BrowserTest {
    private static final Pattern NO_NETWORK = Pattern.compile("no network");

    private Path pages;

    /** With pages that a test may change: another build. */
    @Override
    protected Server start() {
        try {
            pages = Pages.thatComplain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GrizzlyServer(Map.of("context-path", "/live"), pages);
    }

    private BrowserContext phone() {
        return context(onPhone(somebodyAt(1, 2)));
    }

    private Page installed(BrowserContext phone) {
        Page page = open(phone, "/");
        page.locator("#install-add").click();
        assertThat(page.locator("#install-forget")).isFocused();
        return page;
    }

    private static int workers(Page page) {
        return (int) page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)");
    }

    /** The caches of this origin, and what is in them: {@code name path}. */
    @SuppressWarnings("unchecked")
    private static List<String> kept(Page page) {
        return (List<String>) page.evaluate("""
                async () => {
                  const all = [];
                  for (const name of await caches.keys()) {
                    for (const { url } of await (await caches.open(name)).keys()) all.push(`${name} ${new URL(url).pathname}`);
                  }
                  return all;
                }""");
    }

    /** Waits until that is so, of which the browser knows nothing at once. */
    private static void await(Page page, String expression) {
        Deadline.await(expression, () -> (boolean) page.evaluate("async () => " + expression));
    }

    /** What the browser says of requests that found no network, or no worker. */
    private void excuseTheNetwork() {
        excuse("console error: Failed to load resource");
        excuse("console error: WebSocket connection to");
        excuse("404 for " + server().url("/worker.js"));
        excuse("404 for " + server().origin() + "/elsewhere");
        excuse("404 for " + server().origin() + "/complaints.js");
        excuse("console error: Refused to execute script");
    }

    private void serveAnotherBuild(String file, String from, String to) throws IOException {
        Path changed = pages.resolve(file);
        Files.writeString(changed, Files.readString(changed).replace(from, to));
        server().restart();
    }

    @Test
    void nobodyHasAWorkerWhoDidNotPressInstall() {
        Page page = open(phone(), "/");
        assertThat(page.locator("#install-add")).isVisible();
        assertThat(page.locator("#install-forget")).isHidden();
        page.navigate(server().url("/tracker.html?room=none"));
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        assertEquals(0, workers(page));
        assertEquals(List.of(), kept(page));
    }

    @Test
    void installedItOpensWithoutANetworkAndSaysSo() {
        BrowserContext phone = phone();
        Page page = installed(phone);
        assertThat(page.locator("install-offer [role=status]")).hasText("The pages open without a network now.");
        assertEquals(1, workers(page));
        screenshot(page, "install-done");
        share(phone, "/tracker.html?room=kept")
                .locator("#shared[data-state=shared]")
                .waitFor();
        List<String> kept = kept(page);
        assertTrue(
                kept.stream()
                        .allMatch(each ->
                                each.matches("echolocate /live/ \\S+ /live/.*\\.(html|js|css|json|svg|webmanifest)")),
                kept::toString);
        assertTrue(kept.stream().noneMatch(each -> each.contains("/api/") || each.contains("/feeds/")), kept::toString);
        phone.setOffline(true);
        Page offline = open(phone, "/tracker.html?room=kept");
        assertThat(offline.locator("#explain")).containsText(NO_NETWORK);
        assertThat(offline.locator("#people li.person")).hasCount(0);
        screenshot(offline, "install-offline");
        assertEquals(List.of(), violations(offline));
        assertEquals(kept, kept(offline));
        phone.setOffline(false);
        assertThat(offline.locator("#status")).hasAttribute("data-state", "live");
        excuseTheNetwork();
    }

    @Test
    void anotherBuildReplacesTheOldOneAtTheNextStart() throws IOException {
        BrowserContext phone = phone();
        Page page = installed(phone);
        List<String> before = kept(page);
        page.close();
        serveAnotherBuild("lib/words.js", "\"Start a private map\"", "\"Start a new map\"");
        Page old = open(phone, "/");
        assertThat(old.locator("#start")).hasText("Start a private map");
        await(old, "Boolean((await navigator.serviceWorker.getRegistration('/live/')).waiting)");
        old.navigate(server().url("/tracker.html?room=builds"));
        // the old pages on the new server
        assertThat(old.locator("#status")).hasAttribute("data-state", "live");
        assertThat(old.locator("#agree")).isVisible();
        // out of the pages, all of which are closed now
        old.navigate(server().origin() + "/elsewhere");
        await(old, "(await caches.keys()).length === 1");
        Page now = open(phone, "/");
        assertThat(now.locator("#start")).hasText("Start a new map");
        List<String> after = kept(now);
        assertEquals(before.size(), after.size());
        assertNotEquals(before.get(0), after.get(0));
        assertEquals(
                1,
                after.stream()
                        .map(each -> each.split(" /live/.*\\.")[0])
                        .distinct()
                        .count());
        excuseTheNetwork();
    }

    @Test
    void aWorkerThatTheServerHasNoMoreGoes() throws IOException {
        BrowserContext phone = phone();
        installed(phone).close();
        Path worker = pages.resolve("worker.js");
        byte[] script = Files.readAllBytes(worker);
        Files.delete(worker);
        server().restart();
        try {
            Page page = open(phone, "/");
            assertThat(page.locator("#start")).isVisible();
            await(page, "!(await navigator.serviceWorker.getRegistration())");
            await(page, "(await caches.keys()).length === 0");
            page.navigate(server().url("/tracker.html?room=gone"));
            assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        } finally {
            Files.write(worker, script);
            server().restart();
        }
        excuseTheNetwork();
    }

    @Test
    void itIsForgottenAndInstalledAgain() {
        BrowserContext phone = phone();
        installed(phone).close();
        Page page = open(phone, "/");
        page.locator("#install-forget").click();
        assertThat(page.locator("#install-add")).isFocused();
        assertEquals(0, workers(page));
        assertEquals(List.of(), kept(page));
        page.locator("#install-add").click();
        assertThat(page.locator("#install-forget")).isFocused();
        assertTrue(kept(page).size() > 100);
    }

    @Test
    void whereThereIsNoRoomOrNoHttpsItSaysSo() {
        BrowserContext full = phone();
        Page page = open(full, "/");
        JsonObject little = new JsonObject();
        little.addProperty("origin", server().origin());
        little.addProperty("quotaSize", 1000);
        full.newCDPSession(page).send("Storage.overrideQuotaForOrigin", little);
        page.locator("#install-add").click();
        assertThat(page.locator("install-offer [role=status]")).containsText("There is no room for the pages");
        assertThat(page.locator("#install-add")).isEnabled();
        assertEquals(0, workers(page));
        BrowserContext plain = phone();
        plain.addInitScript("Object.defineProperty(window, 'isSecureContext', { value: false })");
        Page insecure = open(plain, "/");
        insecure.locator("#install-add").click();
        assertThat(insecure.locator("install-offer [role=status]")).containsText("https:// or from localhost");
        excuse("console error: Uncaught (in promise) QuotaExceededError");
    }

    @Test
    void theRestIsUnderMoreAndLowPowerIsKept() {
        Page page = share(phone(), "/tracker.html?room=more");
        assertThat(page.locator("#share")).isVisible();
        assertThat(page.locator("#walk")).isHidden();
        page.locator("#more > summary").press("Enter");
        assertThat(page.locator("#walk")).isVisible();
        assertThat(page.locator("#low-power-words")).containsText("uses more battery");
        WebSocket slow = page.waitForWebSocket(() -> page.locator("#low-power").click());
        assertTrue(slow.url().contains("pace=2000"), slow.url());
        assertThat(page.locator("#low-power-words")).containsText("saves battery");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        page.locator("#more").scrollIntoViewIfNeeded();
        screenshot(page, "more");
        assertEquals(List.of(), violations(page));
        assertTrue(page.waitForWebSocket(page::reload).url().contains("pace=2000"));
        assertThat(page.locator("#low-power")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void theMenuIsOpenedAndLeftByKeyboard() {
        Page page = open(context(onPhone(somebody().setColorScheme(ColorScheme.DARK))), "/chat.html?room=menu");
        Locator button = page.locator("#menu-button");
        assertThat(button).hasAttribute("aria-expanded", "false");
        assertThat(page.locator("nav a").first()).isHidden();
        button.press("Enter");
        assertThat(button).hasAttribute("aria-expanded", "true");
        assertThat(page.locator("nav a[aria-current=page]")).isVisible();
        screenshot(page, "menu");
        assertEquals(List.of(), violations(page));
        button.press("Tab");
        assertThat(page.locator("nav a").first()).isFocused();
        page.keyboard().press("Escape");
        assertThat(button).isFocused();
        assertThat(page.locator("nav a").first()).isHidden();
        button.click();
        page.locator("#language").click();
        assertThat(button).hasText("菜单");
        page.locator("#main h1").first().dispatchEvent("pointerdown");
        assertThat(page.locator("#language")).isHidden();
    }
}
