package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.testkit.BrowserTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A room on {@code tracker.html}: the map and, beside it, the chat, over one connection. */
class RoomBrowserIT extends BrowserTest {
    private static final String NO_WEBSOCKET =
            "window.WebSocket = class { constructor() { throw new Error('no WebSocket here'); } };";

    private static void live(Page page) {
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
    }

    private Page sharing(BrowserContext context, String room, String name) {
        Page page = open(context, "/tracker.html?room=" + room);
        page.locator("#name").fill(name);
        page.locator("#agree").click();
        assertThat(page.locator("#people li.person[data-me=true]")).hasCount(1);
        return page;
    }

    private static Locator texts(Page page) {
        return page.locator("#rows .said-text");
    }

    private static void say(Page page, String text) {
        page.locator("#message").fill(text);
        page.locator("#message").press("Enter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "sse"})
    void whatIsSaidStandsBesideTheMapAndIsCountedUntilItIsRead(String transport) {
        BrowserContext desktop = context(somebodyAt(47.37, 8.54));
        BrowserContext phone =
                context(onPhone(somebodyAt(47.38, 8.55)).setLocale("zh-CN").setColorScheme(ColorScheme.DARK));
        if (transport.equals("sse")) {
            List.of(desktop, phone).forEach(context -> context.addInitScript(NO_WEBSOCKET));
        }
        List<String> asked = new ArrayList<>();
        desktop.onRequest(request -> asked.add(request.url()));
        String room = "beside-" + transport;
        Page ann = sharing(desktop, room, "Ann");
        Page lung = sharing(phone, room, "小龙");
        for (Page page : List.of(ann, lung)) {
            assertThat(page.locator("#status")).hasAttribute("data-transport", transport);
            assertThat(page.locator("#people li.person")).hasCount(2);
        }
        ann.locator("#chat-toggle").click();
        assertThat(ann.locator("#guests-heading")).hasText("1 person here");
        say(ann, "I am at https://a.example/b?c=1.");
        assertThat(ann.locator("#rows .mine a")).hasAttribute("href", "https://a.example/b?c=1");

        assertThat(lung.locator("#tab-chat")).hasText("聊天 (1)");
        assertThat(lung).hasTitle("(1) 房间 " + room + " · Echolocate");
        lung.locator("#tab-people").focus();
        lung.keyboard().press("ArrowRight");
        assertThat(lung.locator("#tab-chat")).isFocused();
        assertThat(lung.locator("#tab-chat")).hasAttribute("aria-selected", "true");
        assertThat(lung.locator("#people")).isHidden();
        Locator link = texts(lung).locator("a");
        assertThat(link).hasText("https://a.example/b?c=1");
        assertThat(link).hasAttribute("rel", "noopener noreferrer");
        assertThat(link).hasAttribute("target", "_blank");
        assertThat(lung.locator("#tab-chat")).hasText("聊天");
        assertThat(lung).hasTitle("房间 " + room + " · Echolocate");
        screenshot(lung, "room-phone-dark-zh-" + transport);
        assertEquals(List.of(), violations(lung));

        lung.locator("#sheet-toggle").press("ArrowDown");
        lung.locator("#sheet-toggle").press("ArrowDown");
        assertThat(lung.locator("body")).hasAttribute("data-sheet", "peek");
        say(ann, "and wait");
        assertThat(lung.locator("#tab-chat")).hasText("聊天 (1)");
        lung.locator("#sheet-toggle").press("ArrowUp");
        assertThat(lung.locator("#tab-chat")).hasText("聊天");
        assertThat(texts(lung).last()).isInViewport();

        ann.locator("#chat-close").click();
        assertThat(ann.locator("#chat-toggle")).isFocused();
        say(lung, "马上到");
        assertThat(ann.locator("#chat-toggle")).hasText("Chat (1)");
        assertThat(ann).hasTitle("(1) Room " + room + " · Echolocate");
        ann.locator("#chat-toggle").click();
        assertThat(texts(ann).last()).hasText("马上到");
        assertThat(ann.locator("#rows .bubble .said-name").last()).hasText("小龙");
        assertThat(ann.locator("#chat-toggle")).hasText("Chat");
        assertThat(ann.locator("#guests-heading")).hasText("2 people here");
        screenshot(ann, "room-desktop-light-en-" + transport);
        assertEquals(List.of(), violations(ann));
        lung.locator("#tab-people").click();
        lung.locator("#share").click();
        assertThat(ann.locator("#people li.person")).hasCount(1);
        assertEquals(
                List.of(),
                asked.stream()
                        .filter(url -> url.matches(".*/feeds/(tracker|chat)/.*"))
                        .toList());
    }

    @Test
    void aNameThatIsTakenIsSaidAndAnotherOneIsOfferedForTheMapToo() {
        Page ann = sharing(context(somebodyAt(1, 2)), "taken", "Ann");
        ann.locator("#chat-toggle").click();
        assertThat(ann.locator("#message")).hasAttribute("placeholder", "Write as Ann");
        assertThat(ann.locator("#guests-heading")).hasText("1 person here");
        Page other = open(context(somebodyAt(1, 2)), "/tracker.html?room=taken");
        other.locator("#name").fill("ANN");
        other.locator("#look").click();
        other.locator("#chat-toggle").click();
        say(other, "hello");
        assertThat(other.locator("#outgoing .said-state")).hasText("Waits for your name.");
        assertThat(other.locator("#chat-name-error"))
                .hasText("Somebody in this room has this name already. Take this one, or choose another.");
        assertThat(other.locator("#chat-name")).hasValue("ANN 2");
        assertThat(other.locator("#chat-name")).isFocused();
        assertEquals(List.of(), violations(other));
        other.locator("#chat-name").press("Enter");
        assertThat(texts(ann)).hasText("hello");
        assertThat(ann.locator("#rows .bubble .said-name")).hasText("ANN 2");
        assertThat(other.locator("#outgoing li")).hasCount(0);
        assertThat(other.locator("#name")).hasValue("ANN 2");
    }

    @Test
    void whoOnlyLooksMayReadAndWriteUnderAName() {
        Page ann = sharing(context(somebodyAt(1, 2)), "watched", "Ann");
        ann.locator("#chat-toggle").click();
        say(ann, "hello");
        Page looks = open(context(somebody()), "/tracker.html?room=watched&watch");
        live(looks);
        looks.locator("#chat-toggle").click();
        assertThat(texts(looks)).hasText("hello");
        assertThat(ann.locator("#guests-heading")).hasText("1 person here");
        looks.locator("#chat-name").fill("Bea");
        looks.locator("#chat-name").press("Enter");
        assertThat(looks.locator("#message")).isFocused();
        say(looks, "I see you");
        assertThat(texts(ann)).hasText(new String[] {"hello", "I see you"});
        assertThat(ann.locator("#people li.person")).hasCount(1);
    }

    @Test
    void theWayToTheChatAndBackKeepsTheRoomAndWhoOneIs() {
        Page ann = sharing(context(somebodyAt(1, 2)), "kept", "Ann");
        ann.locator("#chat-toggle").click();
        say(ann, "from the map");
        assertThat(texts(ann)).hasCount(1);
        ann.locator("nav a[href^='chat.html']").click();
        ann.waitForURL(Pattern.compile(".*/chat\\.html\\?room=kept"));
        assertThat(ann.locator("#message")).hasAttribute("placeholder", "Write as Ann");
        say(ann, "from the chat");
        assertThat(texts(ann)).hasText(new String[] {"from the map", "from the chat"});
        assertThat(ann.locator("#rows .mine")).hasCount(2);
        ann.locator("nav a[href^='tracker.html']").click();
        ann.waitForURL(Pattern.compile(".*/tracker\\.html\\?room=kept"));
        assertThat(ann.locator("#people li.person[data-me=true]")).hasCount(1);
        assertThat(ann.locator("#rows .mine")).hasCount(2);
        assertThat(ann.locator("#guests-heading")).hasText("1 person here");
    }
}
