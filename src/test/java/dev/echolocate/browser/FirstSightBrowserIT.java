package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.testkit.BrowserTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ways in: the start page, its recent rooms, and invitations; and what is taken away, the trails as files. */
class FirstSightBrowserIT extends BrowserTest {
    private static final Pattern PRIVATE_MAP = Pattern.compile(".*/live/tracker\\.html\\?room=[A-Za-z0-9_-]{22}$");

    @Test
    void theOneLargeButtonStartsAPrivateMapWhichIsRememberedAndForgotten() {
        Page page = open(context(somebodyAt(1, 2)), "/index.html");
        assertThat(page.locator("#recent")).isHidden();
        page.locator("#start").press("Enter");
        assertThat(page).hasURL(PRIVATE_MAP);
        assertThat(page.locator("#agree")).isVisible();
        String room = page.url();
        page.navigate(server().url("/index.html"));
        assertThat(page.locator("#recent-rooms a")).hasCount(1);
        assertThat(page.locator("#recent-rooms a")).hasText(Pattern.compile("Private room .{6}….*Map · Today.*"));
        screenshot(page, "start-desktop-light-en");
        assertEquals(List.of(), violations(page));
        page.locator("#recent-rooms a").click();
        assertThat(page).hasURL(room);
        page.navigate(server().url("/index.html"));
        page.locator("#recent-rooms button").press("Enter");
        assertThat(page.locator("#recent")).isHidden();
        page.reload();
        assertThat(page.locator("#recent")).isHidden();
    }

    @Test
    @Tag("browsers")
    void onAPhoneInChineseInTheDarkALinkOrANameLeadsIn() {
        Page page =
                open(context(onPhone(somebody()).setLocale("zh-CN").setColorScheme(ColorScheme.DARK)), "/index.html");
        Locator field = page.locator("#join-room");
        page.locator("#join-button").click();
        assertThat(page.locator("#join-error")).hasText(Pattern.compile(".*粘贴.*"));
        assertThat(field).isFocused();
        screenshot(page, "start-phone-dark-zh");
        assertEquals(List.of(), violations(page));
        field.fill(server().url("/chat.html?room=talk"));
        field.press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/chat\\.html\\?room=talk"));
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        page.navigate(server().url("/index.html"));
        assertThat(page.locator("#recent-rooms a")).hasText(Pattern.compile("talk.*聊天.*"));
        field.fill("friends");
        page.locator("#join-button").click();
        assertThat(page).hasURL(Pattern.compile(".*/tracker\\.html\\?room=friends"));
    }

    @Test
    void anInvitationMayBeOnlyToLookAndOpeningItChangesNothing() {
        Page page = share(context(somebodyAt(1, 2).setColorScheme(ColorScheme.DARK)), "/tracker.html?room=invited");
        page.locator("#invite-open").click();
        Locator link = page.locator("#invite-link");
        assertThat(page.locator("#invite-here")).isChecked();
        assertThat(link).hasValue(server().url("/tracker.html?room=invited"));
        page.locator("#invite-both").press("ArrowDown");
        assertThat(page.locator("#invite-watch")).isChecked();
        assertThat(link).hasValue(server().url("/tracker.html?room=invited&watch"));
        page.locator("#invite-new").check();
        assertThat(link).hasValue(Pattern.compile(".*\\?room=[A-Za-z0-9_-]{22}&watch"));
        screenshot(page, "invite-new-desktop-dark-en");
        assertEquals(List.of(), violations(page));
        page.locator("#invite-close").click();
        assertThat(page).hasURL(Pattern.compile(".*\\?room=invited"));
        assertThat(page.locator("#people li.person")).hasCount(1);
    }

    @Test
    void trailsAreSavedInBothFormats() throws IOException {
        Page page = share(context(somebodyAt(1, 2)), "/tracker.html?room=save");
        page.locator("#name").fill("A <b> & C");
        page.locator("#name").press("Enter");
        assertThat(page.locator("#people .person-name")).hasText("A <b> & C");
        page.locator("summary[data-t='save.heading']").click();
        assertEquals(List.of(), violations(page));
        screenshot(page, "save-desktop-light-en");
        Download gpx = page.waitForDownload(() -> page.locator("#save-gpx").click());
        assertTrue(gpx.suggestedFilename().matches("trails-[-0-9]+\\.gpx"), gpx.suggestedFilename());
        String track = Files.readString(gpx.path());
        assertTrue(track.contains("<name>A &lt;b&gt; &amp; C</name>"), track);
        assertTrue(track.contains("<trkpt lat=\"1\" lon=\"2\">"), track);
        assertThat(page.locator("#save-done")).isVisible();
        page.locator("#save-mine").check();
        Download geoJson =
                page.waitForDownload(() -> page.locator("#save-geojson").click());
        assertTrue(Files.readString(geoJson.path()).contains("\"name\": \"A <b> & C\""));
    }
}
