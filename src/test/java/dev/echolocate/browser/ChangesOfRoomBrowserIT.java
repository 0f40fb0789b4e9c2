package dev.echolocate.browser;

import com.google.gson.JsonElement;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.echolocate.testkit.BrowserTest;
import dev.echolocate.testkit.Deadline;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who goes from room to room takes nothing along: no listeners, no elements, no timers. */
class ChangesOfRoomBrowserIT extends BrowserTest {
    private static final int FEW = 5;
    private static final int MANY = 50;

    /** What a page may have more of at one moment than at another: a message that is told, a request that ends. */
    private static final double MAY_COME_AND_GO = 10;

    /** Counts timers that run, and sockets that have heard something. */
    private static final String COUNT = """
            const timers = new Set();
            for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
              const begin = window[set].bind(window);
              const end = window[clear].bind(window);
              window[set] = (run, ms, ...values) => {
                const id = begin(() => {
                  if (set === 'setTimeout') {
                    timers.delete(id);
                  }
                  run(...values);
                }, ms);
                timers.add(id);
                return id;
              };
              window[clear] = (id) => {
                timers.delete(id);
                end(id);
              };
            }
            const counts = { heard: 0, get timers() { return timers.size; } };
            Object.assign(window, { counts });
            window.WebSocket = class extends WebSocket {
              constructor(...how) {
                super(...how);
                this.addEventListener('message', () => (counts.heard += 1), { once: true });
              }
            };
            window.until = (met) => new Promise((done) => {
              const look = () => (met() ? done() : requestAnimationFrame(look));
              look();
            });
            """;

    /** What {@code invite-go} does is what every change of room does, seen or not. */
    private static final String ANOTHER_ROOM =
            "document.getElementById('invite-new').checked = true; document.getElementById('invite-go').click()";

    private static final String ANOTHER_SOCKET = """
            document.querySelectorAll('#sockets .toggle').forEach((each) => each.click());
            document.querySelectorAll('#sockets .remove').forEach((each) => each.click());
            document.getElementById('clear').click();
            document.getElementById('channel').value = `c${counts.heard}`;
            document.getElementById('add').click();
            """;

    @ParameterizedTest
    @CsvSource({"tracker, room", "chat, room", "broadcast, socket"})
    void leaveNothingBehind(String name, String what) {
        BrowserContext context = context(somebodyAt(1, 2));
        context.addInitScript(COUNT);
        Page page = open(context, "/" + name + ".html");
        String change = what.equals("room") ? ANOTHER_ROOM : ANOTHER_SOCKET;
        change(page, change, FEW);
        Map<String, Double> early = measure(page);
        change(page, change, MANY);
        // what is still to be told aloud holds what it tells of, for a moment
        Map<String, Double> late = new TreeMap<>();
        Deadline.await(
                "as much as after a few changes",
                Deadline.STEP,
                () -> {
                    late.putAll(measure(page));
                    return early.entrySet().stream()
                            .allMatch(count -> late.get(count.getKey()) <= count.getValue() + MAY_COME_AND_GO);
                },
                () -> "but after " + MANY + " changes " + late + ", and after a few " + early);
    }

    /** One after the other, each once the one before has been told who is there. */
    private static void change(Page page, String change, int times) {
        String all = """
                async (times) => {
                  await until(() => counts.heard > 0);
                  for (let i = 0; i < times; i++) {
                    const before = counts.heard;
                    %s;
                    await until(() => counts.heard > before);
                  }
                }
                """;
        page.evaluate(all.formatted(change), times);
    }

    /** What is in use when all that can be forgotten is. */
    private static Map<String, Double> measure(Page page) {
        CDPSession browser = page.context().newCDPSession(page);
        browser.send("Performance.enable");
        browser.send("HeapProfiler.collectGarbage");
        Map<String, Double> counts = new TreeMap<>();
        for (JsonElement each : browser.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            counts.put(
                    each.getAsJsonObject().get("name").getAsString(),
                    each.getAsJsonObject().get("value").getAsDouble());
        }
        counts.keySet().retainAll(java.util.Set.of("Nodes", "JSEventListeners"));
        counts.put("timers", ((Number) page.evaluate("counts.timers")).doubleValue());
        browser.detach();
        return counts;
    }
}
