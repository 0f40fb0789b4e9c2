package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.testkit.RelayedBrowserTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages behind a relay that freezes: nothing comes any more, and nobody says so. The server's beat is 20 s. Time passes when
 * a test says so.
 */
class SilenceBrowserIT extends RelayedBrowserTest {
    private static final String NO_WEBSOCKET = "window.WebSocket = function () { throw new Error(); };";
    private static final String COUNT = "const Real = WebSocket; window.made = [];"
            + " window.WebSocket = class extends Real { constructor(...how) { super(...how); made.push(this); } };";
    private static final String CLOSED_ALL_BUT_ONE =
            "() => made.length > 1 && made.at(-1).readyState === 1 && made.slice(0, -1).every(each => each.readyState > 1)";
    private static final Pattern NO_NEWS = Pattern.compile("No news for \\d+s; (connecting again …|again in \\d+ s)");

    private Page chats(BrowserContext context, String transport, String room) {
        context.clock().install();
        if (!transport.equals("websocket")) {
            context.addInitScript(NO_WEBSOCKET);
        }
        Page page = ChatBrowserIT.joined(open(context, "/chat.html?room=" + room), "Ann");
        assertThat(page.locator("#status")).hasAttribute("data-transport", transport);
        return page;
    }

    private void isNotLiveAndComesBack(Page ann, BrowserContext context, String room) {
        assertThat(ann.locator("#status")).hasText(NO_NEWS);
        assertThat(ann.locator("#people")).hasAttribute("data-line", "away");
        screenshot(ann, "silence-" + room);
        relay.thaw();
        // what a dead handshake waits for, and the back-off after it
        for (int n = 0; n < 4 && !"live".equals(ann.locator("#status").getAttribute("data-state")); n++) {
            context.clock().runFor(10_000);
        }
        assertThat(ann.locator("#status")).hasAttribute("data-state", "live");
        Page bea = ChatBrowserIT.joined(open(context(somebody()), "/chat.html?room=" + room), "Bea");
        ChatBrowserIT.say(bea, "are you there?");
        assertThat(ann.locator("#rows .said-text")).hasText("are you there?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "sse"})
    void aFrozenConnectionIsKnownAfterABeatAndTenSeconds(String transport) {
        BrowserContext context = context(somebody());
        Page ann = chats(context, transport, "frozen-" + transport);
        relay.freeze();
        context.clock().runFor(31_000);
        isNotLiveAndComesBack(ann, context, "frozen-" + transport);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "sse"})
    void whenTheNetworkComesBackItIsKnownWithinFifteenSeconds(String transport) {
        BrowserContext context = context(somebody());
        Page ann = chats(context, transport, "online-" + transport);
        relay.freeze();
        ann.evaluate("() => { dispatchEvent(new Event('online')); }");
        context.clock().runFor(15_000);
        isNotLiveAndComesBack(ann, context, "online-" + transport);
    }

    /** Makes the feed ask whether its quiet line still lives, and waits until another one has taken its place. */
    private static void asks(BrowserContext context, Page page) {
        page.waitForWebSocket(() -> {
            page.evaluate("() => { dispatchEvent(new Event('online')); }");
            context.clock().runFor(3_000);
        });
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(CLOSED_ALL_BUT_ONE)));
    }

    @Test
    void aQuietLineThatLivesIsReplacedAndNobodyInTheChatSeesIt() {
        Page bea = ChatBrowserIT.joined(open(context(somebody()), "/chat.html?room=asked"), "Bea");
        BrowserContext context = context(somebody());
        context.addInitScript(COUNT);
        Page ann = chats(context, "websocket", "asked");
        assertThat(bea.locator("#rows .quiet")).hasText(new String[] {"Bea joined", "Ann joined"});
        asks(context, ann);
        ChatBrowserIT.say(ann, "still me");
        for (Page page : List.of(ann, bea)) {
            assertThat(page.locator("#rows .said-text")).hasText(new String[] {"still me"});
            assertThat(page.locator("#people li")).hasCount(2);
        }
        ChatBrowserIT.say(bea, "I see");
        assertThat(ann.locator("#rows .said-text")).hasText(new String[] {"still me", "I see"});
        assertThat(bea.locator("#rows .quiet")).hasText(new String[] {"Bea joined", "Ann joined"});
    }

    @Test
    void norOnTheMap() {
        BrowserContext context = context(somebodyAt(1, 2));
        context.addInitScript(COUNT);
        context.clock().install();
        Page watches = open(context(somebody()), "/tracker.html?room=asked&watch");
        Page moves = share(context, "/tracker.html?room=asked");
        Locator seen = watches.locator("#people li.person");
        assertThat(seen).hasCount(1);
        String id = seen.getAttribute("data-id");
        asks(context, moves);
        context.setGeolocation(new Geolocation(3, 4));
        assertThat(seen).hasAttribute("data-lat", "3");
        assertThat(seen).hasCount(1);
        assertThat(seen).hasAttribute("data-id", id);
    }

    @Test
    void anOpenSocketOverWhichNoAnswerComesSaysSo() {
        BrowserContext context = context(somebody());
        context.clock().install();
        Page page = open(context, "/echo.html");
        page.locator("#connect").click();
        assertThat(page.locator("#rows")).containsText("HTTP 101");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        relay.freeze();
        page.locator("#message").fill("anybody there?");
        page.locator("#message").press("Control+Enter");
        context.clock().runFor(12_000);
        assertThat(page.locator("#status")).hasText(Pattern.compile("Open · no answer for \\d+s"));
        screenshot(page, "silence-echo");
        relay.thaw();
        assertThat(page.locator("#rows")).containsText("echo: anybody there?");
        context.clock().runFor(1_000);
        assertThat(page.locator("#status")).hasText(Pattern.compile("Open · \\d\\d:\\d\\d"));
    }
}
