package dev.echolocate.browser;

import com.microsoft.playwright.Page;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Readme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The JavaScript client in the README, in a browser. */
class ClientBrowserIT extends BrowserTest {
    @Test
    void itTellsWhatIsBroadcastAndComesBackByItself() {
        Page page = open(context(somebody()), "/index.html");
        AtomicInteger frames = new AtomicInteger();
        List<String> said = new ArrayList<>();
        page.onWebSocket(socket -> socket.onFrameReceived(frame -> frames.incrementAndGet()));
        page.onConsoleMessage(message -> said.add(message.text()));
        String here = "://localhost:" + server().port() + server().contextPath();
        page.evaluate("() => {" + Readme.program("README.md", "js").replace(Readme.HERE, here) + "}");
        page.waitForCondition(() -> frames.get() > 0);
        send("hello");
        page.waitForCondition(() -> said.contains("hello"));
        int before = frames.get();
        server().restart();
        page.waitForCondition(() -> frames.get() > before);
        send("back again");
        page.waitForCondition(() -> said.contains("back again"));
        excuse("console log: hello");
        excuse("console log: back again");
        excuse("console error: WebSocket connection to");
    }

    private void send(String text) {
        try (FeedClient sender = FeedClient.open(server(), "/broadcast/news")) {
            sender.sendText(text);
            sender.text();
        }
    }
}
