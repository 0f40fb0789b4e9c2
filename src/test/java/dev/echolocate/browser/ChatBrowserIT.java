package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.echolocate.testkit.BrowserTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code chat.html} */
class ChatBrowserIT extends BrowserTest {
    /** Cuts a page off, and lets it back: what the browser's own switch does to connections that are there already differs. */
    private static final String CUT = "const Real = WebSocket; const fetched = window.fetch; const sockets = [];"
            + " window.WebSocket = class extends Real { constructor(...how) {"
            + " if (window.isCut) throw new Error(); super(...how); sockets.push(this); } };"
            + " window.fetch = (...how) => window.isCut ? Promise.reject(new TypeError()) : fetched(...how);"
            + " window.cut = () => { window.isCut = true; sockets.forEach(each => {"
            + " const closed = each.onclose; each.onclose = null; each.close(); closed?.({code: 1006, reason: ''}); }); };"
            + " window.mend = () => { window.isCut = false; dispatchEvent(new Event('online')); };";

    /** Waits for the connection, and goes in by a name. */
    static Page joined(Page page, String name) {
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        ask(page, name);
        assertThat(page.locator("#say")).isVisible();
        return page;
    }

    private static void ask(Page page, String name) {
        page.locator("#name").fill(name);
        page.locator("#name").press("Enter");
    }

    static void say(Page page, String text) {
        page.locator("#message").fill(text);
        page.locator("#message").press("Enter");
    }

    private Page chat(String room, String name) {
        return joined(open(context(somebody()), "/chat.html?room=" + room), name);
    }

    private static Locator texts(Page page) {
        return page.locator("#rows .said-text");
    }

    private static Locator people(Page page) {
        return page.locator("#people li .guest-name");
    }

    @Test
    void twoWindowsTalk() {
        Page ann = chat("two", "Ann");
        Page bjorn = chat("two", "Björn");
        assertThat(people(ann)).hasText(new String[] {"Ann", "Björn"});
        assertThat(people(bjorn)).hasText(new String[] {"Björn", "Ann"});
        assertThat(ann.locator("#people-heading")).hasText("2 people here");
        say(ann, "hello");
        say(bjorn, "你好");
        for (Page page : List.of(ann, bjorn)) {
            assertThat(texts(page)).hasText(new String[] {"hello", "你好"});
            assertThat(page.locator("#rows .said-name").and(page.locator(".bubble > *")))
                    .hasText(new String[] {"Ann", "Björn"});
            assertThat(page.locator("#rows .day")).hasText("Today");
            assertThat(page.locator("#rows .said-at").first()).hasText(Pattern.compile("\\d\\d:\\d\\d"));
        }
        assertThat(ann.locator("#rows .mine .said-text")).hasText("hello");
        assertThat(ann.locator("#outgoing li")).hasCount(0);
    }

    @Test
    void whoComesAndGoesIsSaidQuietly() {
        Page ann = chat("quiet", "Ann");
        Page bea = chat("quiet", "Bea");
        assertThat(ann.locator("#rows .quiet").last()).hasText("Bea joined");
        bea.locator("#people .rename").click();
        bea.locator("#name").fill("Bibi");
        bea.locator("#join-button").click();
        assertThat(people(ann)).hasText(new String[] {"Ann", "Bibi"});
        assertThat(bea.locator("#message")).hasAttribute("placeholder", "Write as Bibi");
        assertThat(ann.locator("#rows .quiet").and(ann.getByText("Bea left"))).hasCount(1);
    }

    @Test
    void whoComesLateReadsWhatWasSaidWithoutAName() {
        Page ann = chat("late", "Ann");
        say(ann, "first");
        say(ann, "second");
        assertThat(texts(ann)).hasCount(2);
        Page reads = open(context(somebody()), "/chat.html?room=late");
        assertThat(texts(reads)).hasText(new String[] {"first", "second"});
        assertThat(reads.locator("#name")).isFocused();
        assertThat(reads.locator("#say")).isHidden();
        assertThat(people(ann)).hasCount(1);
    }

    @Test
    void markupStaysTextAndLinesStayLines() {
        Page ann = chat("markup", "<i>Ann</i>");
        ann.locator("#message").fill("<b>hi</b> <img src=x onerror=alert(1)>");
        ann.locator("#message").press("Shift+Enter");
        ann.keyboard().type("second line");
        ann.locator("#message").press("Enter");
        Page bea = chat("markup", "Bea");
        for (Page page : List.of(ann, bea)) {
            assertThat(texts(page)).hasCount(1);
            assertEquals(
                    "<b>hi</b> <img src=x onerror=alert(1)>\nsecond line",
                    texts(page).textContent());
            assertThat(page.locator("#rows b, #rows img, #rows i")).hasCount(0);
        }
        assertThat(people(bea).last()).hasText("<i>Ann</i>");
    }

    @Test
    void aNameThatIsTakenIsSaidInWordsAndAnotherOneIsFine() {
        chat("taken", "Ann");
        Page second = open(context(somebody()), "/chat.html?room=taken");
        assertThat(second.locator("#status")).hasAttribute("data-state", "live");
        ask(second, "ANN");
        assertThat(second.locator("#name-error"))
                .hasText("Somebody in this room has this name already. Take this one, or choose another.");
        assertThat(second.locator("#name")).hasValue("ANN 2");
        assertThat(second.locator("#name")).isFocused();
        assertThat(second.locator("#name")).hasAttribute("aria-invalid", "true");
        ask(second, "\u202e\u2800");
        assertThat(second.locator("#name-error")).hasText("A name has 1 to 32 visible characters.");
        joined(second, "\u202eBea\u200e");
        assertThat(people(second)).hasText(new String[] {"Bea", "Ann"});
    }

    @Test
    void overMidnightTodayBecomesYesterday() {
        BrowserContext context = context(somebody());
        context.clock().install();
        Page page = open(context, "/chat.html?room=midnight");
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
        page.evaluate("async () => {"
                + " const { ChatLog } = await import(new URL('lib/chat/chat-log.js', location.href));"
                + " const { parts } = await import(new URL('lib/dom.js', location.href));"
                + " const log = parts({ scroller: 'scroller', log: 'log', rows: 'rows', outgoing: 'outgoing',"
                + "   empty: 'log-empty', newest: 'newest', field: 'message' });"
                + " window.when = new Date(2026, 10, 28, 23, 59, 58).getTime();"
                + " window.log = new ChatLog(log, { mine: () => false, now: () => window.when });"
                + " window.say = (text) => window.log.add([{ name: 'Ann', text, at: window.when }]);"
                + " say('before');"
                + " }");
        Locator days = page.locator("#rows .day");
        assertThat(days).hasText(new String[] {"Today"});
        page.evaluate("() => { window.when += 4000; }");
        context.clock().fastForward(15_000);
        assertThat(days).hasText(new String[] {"Yesterday"});
        page.evaluate("() => say('after')");
        assertThat(days).hasText(new String[] {"Yesterday", "Today"});
        page.evaluate("() => { window.when += 24 * 3600 * 1000; say('a day later'); }");
        assertThat(days).hasText(new String[] {"Saturday 28 November", "Yesterday", "Today"});
    }

    @Test
    void theFieldGrowsWithWhatIsWrittenInBrowsersThatDontDoThatThemselves() {
        BrowserContext context = context(somebody());
        context.addInitScript("CSS.supports = () => false;");
        Page page = joined(open(context, "/chat.html?room=grows"), "Ann");
        Locator field = page.locator("#message");
        field.evaluate("(field) => { field.style.fieldSizing = 'fixed'; }");
        double low = field.boundingBox().height;
        field.fill("one\ntwo\nthree\nfour");
        double high = field.boundingBox().height;
        assertTrue(high > low * 1.8, high + " after " + low);
        assertEquals(true, field.evaluate("(field) => field.scrollHeight <= field.clientHeight"));
        field.press("Enter");
        assertThat(texts(page)).hasCount(1);
        assertEquals(low, field.boundingBox().height);
    }

    @Test
    void whoIsHereIsOldNewsWithoutAConnection() {
        BrowserContext context = context(somebody());
        context.addInitScript(CUT);
        Page ann = joined(open(context, "/chat.html?room=old"), "Ann");
        assertThat(ann.locator("#people-heading")).hasText("1 person here");
        ann.evaluate("cut()");
        assertThat(ann.locator("#people-heading")).hasText("1 person was here");
        assertThat(ann.locator("#people")).hasAttribute("data-line", "away");
        assertThat(ann.locator("#status"))
                .hasText(Pattern.compile("^No news for \\d+s; (again in|connecting again).*"));
        assertEquals(List.of(), violations(ann));
        screenshot(ann, "chat-away");
        ann.evaluate("mend()");
        assertThat(ann.locator("#people-heading")).hasText("1 person here");
        assertThat(ann.locator("#people")).hasAttribute("data-line", "live");
    }

    @Test
    void whatCouldNotBeSentSaysSoAndIsSentAgainOnDemand() {
        Page bea = chat("offline", "Bea");
        BrowserContext context = context(somebody());
        context.addInitScript(CUT);
        Page ann = joined(open(context, "/chat.html?room=offline"), "Ann");
        ann.evaluate("cut()");
        assertThat(ann.locator("#status")).not().hasAttribute("data-state", "live");
        say(ann, "are you there?");
        Locator unsent = ann.locator("#outgoing li");
        assertThat(unsent).hasAttribute("data-state", "failed");
        assertThat(unsent.locator(".said-state")).hasText("Not sent: there is no connection.");
        ann.evaluate("mend()");
        assertThat(ann.locator("#status")).hasAttribute("data-state", "live");
        say(bea, "I am");
        assertThat(texts(ann)).hasText(new String[] {"I am"});
        unsent.locator(".again").click();
        assertThat(texts(bea)).hasText(new String[] {"I am", "are you there?"});
        assertThat(unsent).hasCount(0);
        assertThat(texts(ann)).hasText(new String[] {"I am", "are you there?"});
    }

    @Test
    void aReloadIsTheSamePerson() {
        Page ann = chat("reload", "Ann");
        say(ann, "before");
        assertThat(texts(ann)).hasCount(1);
        ann.reload();
        assertThat(ann.locator("#say")).isVisible();
        say(ann, "after");
        assertThat(texts(ann)).hasText(new String[] {"before", "after"});
        assertThat(ann.locator("#rows .mine")).hasCount(2);
        assertThat(people(ann)).hasText(new String[] {"Ann"});
    }

    @Test
    void aLongMessageIsCountedAndNotSent() {
        Page ann = chat("long", "Ann");
        ann.locator("#message").fill("\uD83D\uDC1D".repeat(1999));
        assertThat(ann.locator("#counter")).hasText("1,999 of 2,000 characters");
        ann.locator("#message").fill("x".repeat(2001));
        ann.locator("#message").press("Enter");
        assertThat(ann.locator("#message-error")).containsText("2,001");
        assertThat(ann.locator("#message")).hasAttribute("aria-invalid", "true");
        ann.locator("#message").fill("x".repeat(2000));
        ann.locator("#message").press("Enter");
        assertThat(texts(ann)).hasText(new String[] {"x".repeat(2000)});
    }

    @Test
    void whoReadsFurtherUpIsToldOfNewMessages() {
        Page ann = chat("scroll", "Ann");
        Page bea = chat("scroll", "Bea");
        for (int n = 0; n < 30; n++) {
            say(ann, "line " + n);
        }
        assertThat(texts(bea)).hasCount(30);
        assertThat(bea.locator("#newest")).isHidden();
        bea.evaluate("() => { document.getElementById('scroller').scrollTop = 0; }");
        assertThat(bea.locator("#newest")).hasText("To the newest message");
        say(ann, "the last one");
        assertThat(bea.locator("#newest")).hasText("1 new message");
        assertThat(texts(bea).last()).not().isInViewport();
        bea.locator("#newest").click();
        assertThat(texts(bea).last()).isInViewport();
        assertThat(bea.locator("#newest")).isHidden();
    }

    @Test
    void aPrivateRoomIsInvitedTo() {
        Page ann = joined(open(context(somebody()), "/chat.html"), "Ann");
        ann.locator("#invite-open").click();
        assertThat(ann.locator("#invite-link")).hasValue(Pattern.compile(".*/chat\\.html\\?room=[A-Za-z0-9_-]{22}$"));
        assertThat(ann.locator("#invite-qr")).isVisible();
        assertEquals(List.of(), violations(ann));
        ann.locator("#invite-go").click();
        ann.locator("#invite-close").click();
        assertThat(people(ann)).hasText(new String[] {"Ann"});
        Page guest =
                open(context(somebody()), ann.url().substring(server().url("").length()));
        joined(guest, "Guest");
        say(guest, "found it");
        assertThat(texts(ann)).hasText(new String[] {"found it"});
    }

    @Test
    @Tag("browsers")
    void onAPhoneInChineseInTheDark() {
        Page ann = chat("phone", "Ann");
        say(ann, "hello");
        Page page = open(
                context(onPhone(somebody()).setLocale("zh-CN").setColorScheme(ColorScheme.DARK)),
                "/chat.html?room=phone");
        assertThat(page.locator("#join-button")).hasText("加入");
        assertThat(page.locator("#people")).isHidden();
        joined(page, "小龙");
        say(page, "你好");
        assertThat(texts(page)).hasText(new String[] {"hello", "你好"});
        assertThat(page.locator("#rows .quiet").last()).hasText("小龙 加入了");
        assertEquals(List.of(), violations(page));
        screenshot(page, "chat-talk-phone-dark-zh");
        for (int n = 0; n < 20; n++) {
            say(page, "第 " + n);
        }
        assertThat(texts(page)).hasCount(22);
        page.locator("#people-toggle").click();
        assertThat(people(page)).hasText(new String[] {"小龙", "Ann"});
        assertThat(texts(page).last()).isInViewport();
        assertThat(page.locator("#newest")).isHidden();
        assertEquals(List.of(), violations(page));
        screenshot(ann, "chat-talk-desktop-light-en");
        assertEquals(List.of(), violations(ann));
        Object small = page.evaluate(
                "() => [...document.querySelectorAll('main a, main button, main input, main textarea')]"
                        + ".filter(each => { const {width, height} = each.getBoundingClientRect();"
                        + " return width > 0 && (width < 44 || height < 44); }).map(each => each.id || each.textContent)");
        assertEquals(List.of(), small);
    }
}
