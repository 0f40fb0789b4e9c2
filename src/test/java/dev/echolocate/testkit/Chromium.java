package dev.echolocate.testkit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Chromium of this JVM: a start takes as long as several tests, and what tests do in contexts of their own is not seen
 * in others. It ends with this JVM, as its driver then does.
 */
final class Chromium {
    private static @Nullable Browser running;

    private Chromium() {}

    /** Starts it where it does not run, or runs no longer: then a fault of one test is not one of all that follow. */
    static synchronized Browser running() {
        Browser browser = running;
        if (browser == null || !browser.isConnected()) {
            browser = launch();
            running = browser;
        }
        return browser;
    }

    private static Browser launch() {
        List<String> missing = Machine.missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(Machine.inWords(missing));
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Machine.node().ifPresent(node -> environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString()));
        return Playwright.create(new Playwright.CreateOptions().setEnv(environment))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Machine.chromium().orElseThrow())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")));
    }
}
