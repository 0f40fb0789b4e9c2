package dev.echolocate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.Geolocation;
import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pages of the former release before today's server, among themselves and beside today's; and today's before a server that tells no
 * beat and no time. The archive is {@code git archive 9ea208b:src/main/webapp} of the three pages and what they import.
 */
class FormerBrowserIT extends BrowserTest {
    private static final String ARCHIVE = "/former/pages-9ea208b.zip";

    /** What only today's server tells. */
    private static final String NEW_MEMBERS = "\"(now|beat)\":[0-9]+,";

    private final Map<String, byte[]> former = archive();

    @Override
    protected Server start() {
        return new GrizzlyServer(Map.of("context-path", "/live", "feed.beat", "1s"));
    }

    private static Map<String, byte[]> archive() {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(Objects.requireNonNull(FormerBrowserIT.class.getResourceAsStream(ARCHIVE)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** A person whose browser has kept the former release's pages; everything else is asked of the server. */
    private BrowserContext withFormerPages(Browser.NewContextOptions person) {
        BrowserContext context = context(person);
        // What a test answers is nobody's: without it, the browser takes the server for a neighbour's.
        context.grantPermissions(List.of("local-network-access"));
        context.route(url -> former.containsKey(file(url)), this::fulfil);
        return context;
    }

    private String file(String url) {
        return URI.create(url).getPath().substring((server().contextPath() + "/").length());
    }

    private void fulfil(Route route) {
        String file = file(route.request().url());
        String type = file.endsWith(".js") ? "text/javascript" : file.endsWith(".css") ? "text/css" : "text/html";
        route.fulfill(new Route.FulfillOptions()
                .setStatus(200)
                .setContentType(type + ";charset=utf-8")
                .setBodyBytes(former.get(file)));
    }

    /** A person for whom something strips what only today's server tells, so that it is as the former one. */
    private BrowserContext beforeAFormerServer(Browser.NewContextOptions person, AtomicInteger opened) {
        BrowserContext context = context(person);
        context.routeWebSocket(url -> url.startsWith("ws"), client -> {
            opened.incrementAndGet();
            WebSocketRoute server = client.connectToServer();
            server.onMessage(frame -> {
                String text = frame.text();
                boolean beats =
                        text.startsWith("{\"cursor\"") && text.endsWith("\"items\":[]}") && !text.contains("\"beat\"");
                if (!beats) {
                    client.send(text.replaceAll(NEW_MEMBERS, ""));
                }
            });
        });
        return context;
    }

    private BrowserContext person(String release, Browser.NewContextOptions person) {
        return release.equals("former") ? withFormerPages(person) : context(person);
    }

    private static void isLive(Page page) {
        assertThat(page.locator("#status")).hasAttribute("data-state", "live");
    }

    private static void agree(Page page) {
        if (page.locator("#agree").count() > 0) {
            page.locator("#agree").click();
        }
    }

    private static Locator others(Page page) {
        return page.locator("#people li.person[data-me=false]");
    }

    private static void isAt(Locator person, String latitude, String longitude) {
        assertThat(person).hasCount(1);
        assertThat(person).hasAttribute("data-lat", latitude);
        assertThat(person).hasAttribute("data-lon", longitude);
    }

    /** Several beats, which a page that does not know them is told, too. */
    private void beats() {
        AtomicInteger heard = new AtomicInteger();
        Page listens = context(somebody()).newPage();
        listens.onWebSocket(socket -> socket.onFrameReceived(frame -> heard.incrementAndGet()));
        listens.navigate(server().url("/chat.html?room=beats"));
        Deadline.await("beats", () -> {
            listens.evaluate("1");
            return heard.get() > 3;
        });
        listens.close();
    }

    @Test
    void theArchiveIsTheFormerReleases() {
        String feed =
                new String(Objects.requireNonNull(former.get("lib/feed.js")), java.nio.charset.StandardCharsets.UTF_8);
        assertFalse(feed.contains("clock"), "the former release knew no server's time");
        assertTrue(former.keySet().containsAll(List.of("tracker.html", "chat.html", "broadcast.html")));
    }

    /** Two people of whose pages one, or both, are the former release's. */
    private record Pair(BrowserContext first, BrowserContext second, Page one, Page two) {
        List<Page> both() {
            return List.of(one, two);
        }
    }

    /** Every pair in a room of its own, and all at once: what they wait for takes seconds. */
    private List<Pair> pairs(
            String path, Supplier<Browser.NewContextOptions> first, Supplier<Browser.NewContextOptions> second) {
        List<Pair> pairs = new ArrayList<>();
        for (List<String> releases :
                List.of(List.of("former", "former"), List.of("former", "today"), List.of("today", "former"))) {
            BrowserContext one = person(releases.get(0), first.get());
            BrowserContext two = person(releases.get(1), second.get());
            String room = path + String.join("", releases);
            pairs.add(new Pair(one, two, open(one, room), open(two, room)));
        }
        return pairs;
    }

    @Test
    void positions() {
        List<Pair> pairs = pairs("/tracker.html?room=", () -> somebodyAt(47.37, 8.54), () -> somebodyAt(39.9, 116.4));
        for (Pair pair : pairs) {
            // the former release's pages shared at once
            pair.both().forEach(FormerBrowserIT::agree);
        }
        for (Pair pair : pairs) {
            isAt(others(pair.one), "39.9", "116.4");
            isAt(others(pair.two), "47.37", "8.54");
        }
        beats();
        for (Pair pair : pairs) {
            pair.both().forEach(FormerBrowserIT::isLive);
            pair.first.setGeolocation(new Geolocation(47.38, 8.55));
            isAt(others(pair.two), "47.38", "8.55");
            pair.second.setGeolocation(new Geolocation(-39.9, -116.5));
            isAt(others(pair.one), "-39.9", "-116.5");
        }
    }

    @Test
    @Tag("browsers")
    void talk() {
        List<Pair> pairs = pairs("/chat.html?room=", BrowserTest::somebody, BrowserTest::somebody);
        for (Pair pair : pairs) {
            ChatBrowserIT.joined(pair.one, "Ann");
            ChatBrowserIT.joined(pair.two, "Bea");
            assertThat(pair.one.locator("#people li .guest-name")).hasText(new String[] {"Ann", "Bea"});
        }
        beats();
        for (Pair pair : pairs) {
            ChatBrowserIT.say(pair.one, "hello");
            assertThat(pair.two.locator("#rows .said-text")).hasText(new String[] {"hello"});
            ChatBrowserIT.say(pair.two, "and you");
            for (Page each : pair.both()) {
                assertThat(each.locator("#rows .said-text")).hasText(new String[] {"hello", "and you"});
                isLive(each);
            }
        }
    }

    @Test
    @Tag("browsers")
    void messages() {
        List<Pair> pairs = pairs("/broadcast.html?channel=", BrowserTest::somebody, BrowserTest::somebody);
        for (Pair pair : pairs) {
            for (Page each : pair.both()) {
                assertThat(each.locator("#socket-1")).hasAttribute("data-state", "live");
            }
        }
        beats();
        for (Pair pair : pairs) {
            pair.one.locator("#message").fill("hello");
            pair.one.locator("#send").click();
            for (Page each : pair.both()) {
                assertThat(each.locator("#rows li.line")).hasText(new String[] {"1: hello"});
                assertThat(each.locator("#socket-1")).hasAttribute("data-state", "live");
            }
        }
    }

    /** Who is promised no beat may be quiet for as long as it likes. */
    @Test
    void todaysPageWatchesOnlyWhereItWasToldABeat() {
        AtomicInteger opened = new AtomicInteger();
        BrowserContext context = beforeAFormerServer(somebody(), opened);
        Page ann = context.newPage();
        ann.clock().install();
        ann.navigate(server().url("/chat.html?room=nobeat"));
        ChatBrowserIT.joined(ann, "Ann");
        int before = opened.get();
        ann.clock().runFor(120_000);
        isLive(ann);
        assertEquals(before, opened.get(), "the same connection");
        Page bea = ChatBrowserIT.joined(open(context(somebody()), "/chat.html?room=nobeat"), "Bea");
        ChatBrowserIT.say(bea, "still there?");
        assertThat(ann.locator("#rows .said-text")).hasText(new String[] {"still there?"});
        assertEquals(before, opened.get());
    }

    @Test
    void todaysPagesShareAndSeeBeforeAFormerServer() {
        AtomicInteger opened = new AtomicInteger();
        BrowserContext zurich = beforeAFormerServer(somebodyAt(47.37, 8.54), opened);
        Page one = share(zurich, "/tracker.html?room=formerserver");
        Page two = share(beforeAFormerServer(somebodyAt(39.9, 116.4), opened), "/tracker.html?room=formerserver");
        isAt(others(one), "39.9", "116.4");
        isAt(others(two), "47.37", "8.54");
        zurich.setGeolocation(new Geolocation(47.38, 8.55));
        isAt(others(two), "47.38", "8.55");
    }
}
