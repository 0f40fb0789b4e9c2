package dev.echolocate.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.Engine;
import dev.echolocate.testkit.EnginePage;
import dev.echolocate.testkit.Pages;
import dev.echolocate.testkit.Server;
import dev.echolocate.testkit.TrustingTls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main thing of each page in Firefox and in WebKit; what is behind it is tried in Chromium. No page may say anything in
 * the console, throw, or ask anybody else for anything.
 */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("browsers")
class EnginesIT {
    @Parameter
    Engine.Kind kind = Engine.Kind.FIREFOX;

    private final List<EnginePage> opened = new ArrayList<>();
    private @Nullable Path pages;
    private @Nullable Engine engine;
    private @Nullable Server server;

    @BeforeParameterizedClassInvocation
    void start() throws Exception {
        String missing = kind.missing();
        if (missing != null && System.getenv("CI") == null) {
            System.out.println(missing + " They are skipped.");
            Assumptions.abort(missing);
        }
        assertEquals(null, missing);
        pages = Pages.thatComplain();
        // not every engine says goodbye to its sockets when one leaves
        server = new GrizzlyServer(Map.of("context-path", "/live", "chat.grace", "1s"), pages);
        engine = kind.start();
    }

    @AfterParameterizedClassInvocation
    void stop() {
        if (engine != null) {
            engine.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void nobodyComplained() {
        List<String> complaints = new ArrayList<>();
        opened.forEach(page -> complaints.add(complaints(page)));
        opened.forEach(EnginePage::close);
        opened.clear();
        complaints.removeIf(String::isEmpty);
        assertEquals(List.of(), complaints, "said in the console, thrown, or asked of others");
    }

    private static String complaints(EnginePage page) {
        return page.text(Pages.COMPLAINTS);
    }

    private Server server() {
        return Objects.requireNonNull(server);
    }

    private EnginePage open(String path) {
        return open(server(), path);
    }

    /** A window of a person who reads English. */
    private EnginePage open(Server server, String path) {
        EnginePage page = new EnginePage(Objects.requireNonNull(engine).open(server.url(path)));
        opened.add(page);
        return page;
    }

    private void close(EnginePage page) {
        opened.remove(page);
        assertEquals("", complaints(page));
        page.close();
    }

    @Test
    void textAndBytesComeBack() {
        EnginePage page = open("/echo.html");
        page.click("#connect");
        page.says("#ready-state", "OPEN");
        page.fill("#message", "hello");
        page.click("#send");
        page.says("#rows tr[data-direction=received][data-type=text]", "echo: hello");
        page.click("#kind-binary");
        page.fill("#message", "8 6 7 5 3 0 9");
        page.click("#send");
        page.says("#rows tr[data-direction=received][data-type=binary]", "08 06 07 05 03 00 09");
        page.click("#picture-draw");
        page.click("#picture-send");
        page.isSeen("#picture-verdict");
        page.until(
                "(([a, b]) => a.some((x) => x < 255) && a.every((x, i) => x === b[i]))(['drawing', 'returned'].map((id) =>"
                        + " document.getElementById(id).getContext('2d').getImageData(0, 0, 400, 320).data))");
        page.fill("#close-code", "4321");
        page.click("#close");
        page.says("#rows tr[data-direction=closed]", "4321");
    }

    @Test
    void twoWindowsHearEachOtherAndComeBackAfterTheServerRestarts() {
        EnginePage one = open("/broadcast.html?channel=restart");
        EnginePage two = open("/broadcast.html?channel=restart");
        one.isIn("#socket-1", "live");
        two.isIn("#socket-1", "live");
        say(one, "hello");
        two.lists("#rows li.line", "1: hello");
        say(two, "<b>hi</b>");
        one.lists("#rows li.line", "1: hello", "1: <b>hi</b>");
        server().restart();
        for (EnginePage page : List.of(one, two)) {
            // that what was said is gone is said
            page.counts("#rows li.line", 3);
            page.isIn("#socket-1", "live");
        }
        say(one, "after");
        two.says("#rows li.line:last-child", "1: after");
    }

    private static void say(EnginePage page, String text) {
        page.fill("#message", text);
        page.click("#send");
    }

    @Test
    void twoWindowsTalkAndAFieldGrowsWithItsLines() {
        EnginePage ann = joined(open("/chat.html?room=talk"), "Ann");
        EnginePage bea = joined(open("/chat.html?room=talk"), "Bea");
        ann.lists("#people li .guest-name", "Ann", "Bea");
        ann.fill("#message", "hello");
        ann.type(Character.toString(EnginePage.ENTER));
        bea.lists("#rows .said-text", "hello");
        bea.fill("#message", "hello yourself");
        bea.click("#send");
        ann.lists("#rows .said-text", "hello", "hello yourself");
        ann.counts("#outgoing li", 0);
        String height = "document.querySelector('#message').offsetHeight";
        double line = ann.number(height);
        ann.fill("#message", "1");
        for (String next : List.of("2", "3", "4")) {
            ann.typeShiftEnter();
            ann.type(next);
        }
        ann.until("document.querySelector('#message').value === '1\\n2\\n3\\n4'");
        ann.until(height + " > " + (line + 40));
        ann.type(Character.toString(EnginePage.ENTER));
        ann.until(height + " === " + line);
        bea.lists("#rows .said-text", "hello", "hello yourself", "1\n2\n3\n4");
        leaves(bea);
        ann.lists("#people li .guest-name", "Ann");
    }

    private static void leaves(EnginePage page) {
        page.click("nav a[href^='echo.html']");
        page.isSeen("#endpoint");
    }

    private static EnginePage joined(EnginePage page, String name) {
        page.isIn("#status", "live");
        page.isSeen("#name");
        page.fill("#name", name);
        page.click("#join-button");
        page.isSeen("#say");
        return page;
    }

    @Test
    void aSimulatedWalkIsSeenInASecondWindow() {
        walks(open("/tracker.html?room=walk"), open("/tracker.html?room=walk&watch"));
    }

    private static void walks(EnginePage walker, EnginePage watcher) {
        watcher.isIn("#status", "live");
        walker.click("#walk");
        walker.isIn("#position", "walking");
        watcher.counts("#people li.person", 1);
        String latitude = "document.querySelector('#people li.person').dataset.lat";
        String before = watcher.text(latitude);
        watcher.until(latitude + " !== '" + before + "'");
        // and the map is drawn: land, sea and somebody in colours
        watcher.until(
                "[...document.querySelectorAll('#map canvas')].some((canvas) => { const { width, height } = canvas;"
                        + " return width && new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, width, height).data.buffer)).size > 3; })");
        walker.click("#walk");
        watcher.counts("#people li.person", 0);
    }

    @Test
    void fourTransportsRace() {
        EnginePage page = open("/compare.html");
        page.choose("#rate", "7");
        page.choose("#every", "2");
        page.click("#start");
        page.has("#status", "data-race", "racing");
        for (String lane : ComparePage.LANES) {
            page.until("Number(document.querySelector('#row-" + lane
                    + " [data-figure=arrived]').textContent.replace(/,/g, '')) >= 20");
        }
        page.until("document.querySelector('#plot-latency canvas').width > 0");
        page.click("#start");
        page.has("#status", "data-race", "paused");
    }

    @Test
    void theServerTalksToItselfByteByByte() {
        EnginePage page = open("/inspect.html");
        page.isIn("#status", "live");
        page.says("#request", "GET /live/inspect HTTP/1.1");
        page.counts("#steps dd", 3);
        page.counts("#drafts thead th", 4);
        page.click("#live-toggle");
        page.isIn("#live-state", "live");
        // each line ends where it ends on the wire, the empty one behind the last, too
        page.until(
                "((lines) => lines.length > 5 && lines.every((line) => line.querySelector('.crlf')) && lines.at(-1).textContent === '\\\\r\\\\n')"
                        + "([...document.querySelectorAll('#live-request > div')])");
        page.choose("#live-mask", "37fa213d");
        page.click("#live-form button[type=submit]");
        page.lists("#live-frames article[data-direction=sent] .bytes", "81 85 37 fa 21 3d 7f 9f 4d 51 58");
        page.lists("#live-frames article[data-direction=received] .bytes", "81 0b 65 63 68 6f 3a 20 48 65 6c 6c 6f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "echo", "broadcast", "chat", "compare", "inspect", "tracker"})
    void everyPageSpeaksBothLanguages(String name) {
        EnginePage page = open("/" + name + ".html?lang=en");
        page.has("html", "lang", "en");
        page.click("#language");
        page.has("html", "lang", "zh-CN");
        page.until("/[\\u4e00-\\u9fff]/.test(document.querySelector('h1').textContent)");
        page.click("#language");
        page.has("html", "lang", "en");
        assertTrue(page.number("document.documentElement.scrollWidth - innerWidth") <= 0, name + " is too wide");
    }

    @Test
    void withoutWebSocketAllWorksOverStreaming() {
        try (Server http = new GrizzlyServer(Map.of("context-path", "/live", "websocket", "false"), pages())) {
            EnginePage one = open(http, "/broadcast.html?channel=http");
            EnginePage two = open(http, "/broadcast.html?channel=http");
            two.says("#socket-1 .pill", "Live over streaming (SSE)");
            say(one, "hello");
            two.lists("#rows li.line", "1: hello");
            close(one);
            close(two);
            EnginePage walker = open(http, "/tracker.html?room=http");
            EnginePage watcher = open(http, "/tracker.html?room=http&watch");
            walks(walker, watcher);
            watcher.says("#status", "Live over streaming (SSE)");
            // who goes while a request runs, which these engines end before the page hears that it goes
            walker.click("#walk");
            watcher.counts("#people li.person", 1);
            leaves(walker);
            watcher.counts("#people li.person", 0);
            close(walker);
            close(watcher);
        }
    }

    private Path pages() {
        return Objects.requireNonNull(pages);
    }

    @Test
    void aCertificateOfOnesOwnIsEnough() {
        Map<String, String> settings = new HashMap<>(TrustingTls.settings());
        settings.put("context-path", "/live");
        try (Server secure = new GrizzlyServer(settings, pages())) {
            EnginePage page = open(secure, "/echo.html");
            page.click("#connect");
            page.says("#ready-state", "OPEN");
            page.fill("#message", "safe");
            page.click("#send");
            page.says("#rows tr[data-direction=received]", "echo: safe");
            assertTrue(page.text("document.querySelector('#endpoint').value").startsWith("wss://"));
            close(page);
        }
    }
}
