package dev.echolocate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.echolocate.app.GrizzlyServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real browser, one for all classes, before the application on its own server, under a context path. No page may say
 * anything in the console, throw, or ask anybody else for anything: each test checks that at its end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(BrowserCondition.class)
public abstract class BrowserTest {
    private static final double STEP_MS = Deadline.STEP.toMillis();

    private final List<String> complaints = new ArrayList<>();
    private final List<String> allowed = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private @Nullable Server server;
    private @Nullable Browser browser;

    @BeforeAll
    void openServer() {
        PlaywrightAssertions.setDefaultAssertionTimeout(STEP_MS);
        browser = Chromium.running();
        server = start();
    }

    /** Starts the application, or finds it. */
    protected Server start() {
        return ExternalServer.isThere() ? new ExternalServer() : new GrizzlyServer(Map.of("context-path", "/live"));
    }

    @AfterAll
    void closeServer() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void nobodyComplained() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        allowed.forEach(this::excuse);
        allowed.clear();
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        assertEquals(List.of(), all, "said in the console, thrown, or asked of others");
    }

    protected Server server() {
        return Objects.requireNonNull(server, "not started");
    }

    /** A person with a browser of their own: English, on a desktop, in daylight, who lets no page know where they are. */
    protected static Browser.NewContextOptions somebody() {
        return new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1280, 800);
    }

    /** The same, who lets pages know. */
    protected static Browser.NewContextOptions somebodyAt(double latitude, double longitude) {
        return somebody().setGeolocation(latitude, longitude).setPermissions(List.of("geolocation"));
    }

    /** The same, on a phone. */
    protected static Browser.NewContextOptions onPhone(Browser.NewContextOptions person) {
        return person.setViewportSize(360, 740)
                .setIsMobile(true)
                .setHasTouch(true)
                .setDeviceScaleFactor(2);
    }

    protected BrowserContext context(Browser.NewContextOptions person) {
        BrowserContext context =
                Objects.requireNonNull(browser).newContext(person.setIgnoreHTTPSErrors(server().isSecure()));
        context.setDefaultTimeout(STEP_MS);
        contexts.add(context);
        context.onConsoleMessage(message -> complaints.add("console " + message.type() + ": " + message.text()));
        context.onWebError(error -> complaints.add("thrown: " + error.error()));
        context.onRequest(request -> note(request.url()));
        context.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(response.status() + " for " + response.url());
            }
        });
        return context;
    }

    private void note(String url) {
        if (!url.startsWith(server().origin() + "/") && !url.startsWith("data:") && !url.startsWith("blob:")) {
            complaints.add("asked somebody else: " + url);
        }
    }

    /** One more window of a person. */
    protected Page open(BrowserContext context, String path) {
        Page page = context.newPage();
        page.onWebSocket(socket -> {
            if (!socket.url().startsWith(server().origin().replace("http", "ws") + "/")) {
                complaints.add("connected to somebody else: " + socket.url());
            }
        });
        page.navigate(server().url(path));
        return page;
    }

    /** The same, of the tracker, by somebody who agrees to share a position there. */
    protected Page share(BrowserContext context, String path) {
        Page page = open(context, path);
        page.locator("#agree").click();
        return page;
    }

    /** What keeps people out of a page as it is now, by the rules of axe. */
    protected static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList();
    }

    /** What this test's pages may do until they are closed, whenever that is noticed. */
    protected void allow(String beginning) {
        allowed.add(beginning);
    }

    /** What the browser itself says in the console when a server is gone is no fault of the page's. */
    protected void excuse(String beginning) {
        complaints.removeIf(complaint -> complaint.startsWith(beginning));
    }

    /** Into {@code target/screenshots}, for people to look at. */
    protected static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
