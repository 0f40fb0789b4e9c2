package dev.echolocate.browser;

import com.microsoft.playwright.BrowserContext;
import dev.echolocate.testkit.BrowserTest;

/** Somebody opens {@code compare.html}. */
abstract class CompareBrowserTest extends BrowserTest {
    ComparePage opened(BrowserContext context) {
        return new ComparePage(open(context, "/compare.html"));
    }

    ComparePage opened() {
        return opened(context(somebody()));
    }
}
