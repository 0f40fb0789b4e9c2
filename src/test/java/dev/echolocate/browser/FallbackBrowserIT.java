package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages before a server that lets no WebSocket in: all that they do, they do over HTTP. */
class FallbackBrowserIT extends BrowserTest {
    private static final String STREAMING = "Live over streaming (SSE)";
    private static final String LONG_POLLING = "Live over long polling";
    private static final String POLLING = "Live over polling, every 2 s";

    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of("context-path", "/live", "websocket", "false"));
    }

    /** Each page tries a WebSocket first, and the browser itself says how that went. */
    @AfterEach
    void refusalsAreExpected() {
        excuse("console error: WebSocket connection to");
    }

    private static Locator others(Page page) {
        return page.locator("#people li.person[data-me=false]");
    }

    private static void isAt(Locator person, String latitude) {
        assertThat(person).hasCount(1);
        assertThat(person).hasAttribute("data-lat", latitude);
    }

    private static void says(Page page, String words) {
        assertThat(page.locator("#status")).hasText(words);
    }

    private static Page broadcast(Page page, String words) {
        assertThat(page.locator("#socket-1 .pill")).hasText(words);
        return page;
    }

    private static void send(Page page, String text) {
        page.locator("#message").fill(text);
        page.locator("#send").click();
    }

    private static Locator lines(Page page) {
        return page.locator("#rows li.line");
    }

    /** Requests for feeds that something on the way answers with an error of its own. */
    private static void blocked(BrowserContext context, Predicate<Request> which) {
        context.route("**/feeds/**", route -> answer(route, which));
    }

    private static void answer(Route route, Predicate<Request> which) {
        if (which.test(route.request())) {
            route.fulfill(new Route.FulfillOptions().setStatus(502).setBody("Bad gateway"));
        } else {
            route.resume();
        }
    }

    private static boolean isStream(Request request) {
        return "text/event-stream".equals(request.headers().get("accept"));
    }

    @Test
    void twoPeopleSeeEachOtherMoveAndLeave() {
        BrowserContext zurich = context(somebodyAt(47.37, 8.54));
        BrowserContext beijing = context(somebodyAt(39.9, 116.4));
        Page one = share(zurich, "/tracker.html?room=two");
        Page two = share(beijing, "/tracker.html?room=two");
        isAt(others(one), "39.9");
        isAt(others(two), "47.37");
        says(one, STREAMING);
        screenshot(one, "fallback-tracker");
        zurich.setGeolocation(new Geolocation(47.38, 8.55));
        isAt(others(two), "47.38");
        two.locator("#share").click();
        assertThat(others(one)).hasCount(0);
        two.locator("#share").click();
        two.locator("#agree").click();
        isAt(others(one), "39.9");
        two.close(new Page.CloseOptions().setRunBeforeUnload(true));
        assertThat(others(one)).hasCount(0);
    }

    @Test
    void aReloadIsTheSamePersonAgain() {
        Page one = share(context(somebodyAt(1, 2)), "/tracker.html?room=reload");
        Page two = share(context(somebodyAt(3, 4)), "/tracker.html?room=reload");
        isAt(others(two), "1");
        String id = others(two).getAttribute("data-id");
        one.reload();
        assertThat(one.locator("#people li.person[data-me=true]")).hasAttribute("data-id", id);
        assertThat(others(two)).hasCount(1);
        assertThat(others(two)).hasAttribute("data-id", id);
    }

    @Test
    @Tag("browsers")
    void windowsHearEachOtherByWhateverTransportIsLeft() {
        Page streams = broadcast(open(context(somebody()), "/broadcast.html?channel=mixed"), STREAMING);
        BrowserContext noStream = context(somebody());
        blocked(noStream, FallbackBrowserIT::isStream);
        Page waits = broadcast(open(noStream, "/broadcast.html?channel=mixed"), LONG_POLLING);
        BrowserContext noWait = context(somebody());
        blocked(noWait, request -> isStream(request) || request.url().contains("wait="));
        Page polls = broadcast(open(noWait, "/broadcast.html?channel=mixed"), POLLING);
        List<String> said = new ArrayList<>();
        for (Page page : List.of(streams, waits, polls)) {
            send(page, "hello " + said.size());
            said.add("1: hello " + said.size());
            for (Page hears : List.of(streams, waits, polls)) {
                assertThat(lines(hears)).hasText(said.toArray(String[]::new));
            }
        }
        excuse("console error: Failed to load resource: the server responded with a status of 502");
        excuse("502 for ");
    }

    @Test
    @Tag("browsers")
    void theSeventhTabLoadsAndTalks() {
        BrowserContext person = context(somebody());
        List<Page> tabs = new ArrayList<>();
        for (int n = 1; n <= 7; n++) {
            tabs.add(broadcast(open(person, "/broadcast.html?channel=seven"), n <= 4 ? STREAMING : POLLING));
        }
        send(tabs.get(6), "from the seventh");
        for (Page tab : tabs) {
            assertThat(lines(tab)).hasText(new String[] {"1: from the seventh"});
        }
        send(tabs.get(0), "from the first");
        assertThat(lines(tabs.get(6))).hasText(new String[] {"1: from the seventh", "1: from the first"});
    }

    @Test
    void oneTabHoldsOneConnection() {
        Page page = broadcast(open(context(somebody()), "/broadcast.html?channel=held"), STREAMING);
        page.locator("#add").click();
        assertThat(page.locator("#socket-2 .pill")).hasText(POLLING);
    }

    @Test
    void twoPeopleTalk() {
        Page ann = ChatBrowserIT.joined(open(context(somebody()), "/chat.html?room=http"), "Ann");
        Page bea = ChatBrowserIT.joined(open(context(somebody()), "/chat.html?room=http"), "Bea");
        says(ann, STREAMING);
        ChatBrowserIT.say(ann, "hello");
        assertThat(bea.locator("#rows .said-text")).hasText("hello");
        ChatBrowserIT.say(bea, "hello yourself");
        for (Page page : List.of(ann, bea)) {
            assertThat(page.locator("#rows .said-text")).hasText(new String[] {"hello", "hello yourself"});
            assertThat(page.locator("#outgoing li")).hasCount(0);
            assertThat(page.locator("#people li")).hasCount(2);
        }
        bea.close(new Page.CloseOptions().setRunBeforeUnload(true));
        assertThat(ann.locator("#people li")).hasCount(1);
        assertThat(ann.locator("#rows .quiet").last()).hasText("Bea left");
    }

    /** The first so many messages of a person are refused by the server. */
    private static void refused(BrowserContext context, int times, int status, String code, String detail) {
        AtomicInteger left = new AtomicInteger(times);
        context.route("**/feeds/chat/**", route -> {
            String body = route.request().postData();
            if (body != null && body.contains("\"text\"") && left.getAndDecrement() > 0) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/problem+json")
                        .setHeaders(Map.of("Retry-After", "1"))
                        .setBody("{\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}"));
            } else {
                route.resume();
            }
        });
    }

    private Page talker(BrowserContext context, String room, String name) {
        Page page = ChatBrowserIT.joined(open(context, "/chat.html?room=" + room), name);
        says(page, STREAMING);
        return page;
    }

    @Test
    void aMessageThatCameTooFastStaysPendingAndArrivesOnce() {
        BrowserContext context = context(somebody());
        refused(context, 2, 429, "too_fast", "too many requests of your address; try again in 1 s");
        Page ann = talker(context, "fast", "Ann");
        Page bea = talker(context(somebody()), "fast", "Bea");
        ChatBrowserIT.say(ann, "slowly");
        for (Page page : List.of(ann, bea)) {
            assertThat(page.locator("#rows .said-text")).hasText("slowly");
        }
        assertThat(ann.locator("#outgoing li")).hasCount(0);
        excuse("console error: Failed to load resource: the server responded with a status of 429");
        excuse("429 for ");
    }

    @Test
    void aMessageForWhichThereIsNoRoomSaysSoInTheReadersWordsAndCanBeSentAgain() {
        BrowserContext context = context(somebody());
        refused(
                context,
                1,
                503,
                "share",
                "your address has as many bytes here as it may; try again when some of them are gone");
        Page ann = talker(context, "full", "Ann");
        ChatBrowserIT.say(ann, "hello");
        assertThat(ann.locator("#outgoing .said-state"))
                .hasText("Not accepted: your address has its share already; the rest is for others. Try again later.");
        ann.locator("#outgoing .again").click();
        assertThat(ann.locator("#rows .said-text")).hasText("hello");
        assertThat(ann.locator("#outgoing li")).hasCount(0);
        excuse("console error: Failed to load resource: the server responded with a status of 503");
        excuse("503 for ");
    }

    /** As behind a proxy that hides the Host header: all may be read, and nothing be said. */
    private static void muted(BrowserContext context, Route.FulfillOptions refusal) {
        context.route("**/feeds/**", route -> {
            if ("POST".equals(route.request().method())) {
                route.fulfill(refusal);
            } else {
                route.resume();
            }
        });
    }

    @Test
    void whoMayOnlyReadIsToldWhyWhereTheyAskedForANameAndWhereTheyWrote() {
        BrowserContext context = context(somebody().setLocale("zh-CN"));
        muted(
                context,
                new Route.FulfillOptions()
                        .setStatus(403)
                        .setContentType("application/problem+json")
                        .setBody(
                                "{\"code\":\"foreign_origin\",\"detail\":\"The page's origin is not this server's\"}"));
        Page reads = open(context, "/chat.html?room=muted");
        assertThat(reads.locator("#status")).hasAttribute("data-state", "live");
        reads.locator("#name").fill("Ann");
        reads.locator("#name").press("Enter");
        assertThat(reads.locator("#name-error")).hasText(Pattern.compile("^未被接受：服务器认为此页面属于别的网站。.*"));
        assertThat(reads.locator("#join-button")).hasText("加入");
        Page broadcasts = open(context, "/broadcast.html?channel=muted");
        assertThat(broadcasts.locator("#socket-1 .pill")).hasAttribute("data-state", "live");
        send(broadcasts, "hello");
        assertThat(lines(broadcasts)).hasText(Pattern.compile(".*服务器认为此页面属于别的网站。.*"));
        assertThat(broadcasts.locator("#message")).hasValue("hello");
        refusedBy403();
    }

    @Test
    void whatSomethingOnTheWayRefusesIsSaidToo() {
        BrowserContext context = context(somebody());
        muted(
                context,
                new Route.FulfillOptions()
                        .setStatus(403)
                        .setContentType("text/html")
                        .setBody("<h1>No</h1>"));
        Page reads = open(context, "/chat.html?room=walled");
        assertThat(reads.locator("#status")).hasAttribute("data-state", "live");
        reads.locator("#name").fill("Ann");
        reads.locator("#name").press("Enter");
        assertThat(reads.locator("#name-error")).hasText("Not accepted: the server does not allow it.");
        assertThat(reads.locator("#join-button")).hasText("Join");
        refusedBy403();
    }

    private void refusedBy403() {
        excuse("console error: Failed to load resource: the server responded with a status of 403");
        excuse("403 for ");
    }

    @Test
    void echoSaysWhyItCannotWork() {
        Page page = open(context(somebody()), "/echo.html");
        page.locator("#connect").click();
        assertThat(page.locator("#refused")).containsText("refused the WebSocket");
    }
}
