package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.ContractTest;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Difference;
import dev.echolocate.testkit.EventStream;
import dev.echolocate.testkit.FeedClient;
import dev.echolocate.testkit.Figures;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.ProtocolOperation;
import dev.echolocate.testkit.Response;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code metrics}: what they tell, and to whom. Addresses are those that a local proxy forwards. */
class MetricsContract extends ContractTest {
    private static final String OPERATOR = "192.0.2.7";
    private static final ProtocolOperation DOCUMENTED = ProtocolOperation.of("GET", "/metrics");

    @Override
    protected Map<String, String> settings() {
        return Map.of("metrics.allow", "192.0.2.0/28, 2001:db8::/48", "feeds.max", "500", "probe.max", "7");
    }

    private boolean owns() {
        return !does(Difference.OWNS_CONNECTIONS);
    }

    private Figures figures() {
        return Figures.of(server());
    }

    private void await(String what, Predicate<Figures> so) {
        Deadline.await(what, () -> so.test(figures()));
    }

    @Test
    void theTextIsAsPrometheusReadsIt() {
        Response answer = Http.get(server(), "/metrics");
        assertEquals(200, DOCUMENTED.status(answer));
        assertTrue(
                answer.header("Content-Type").matches("text/plain; ?version=0.0.4; ?charset=(utf|UTF)-8"),
                answer.header("Content-Type"));
        assertEquals("no-store", answer.header("Cache-Control"));
        Figures figures = Figures.parse(answer.text());
        assertEquals("gauge", figures.types().get("echolocate_sessions"));
        assertEquals("counter", figures.types().get("echolocate_sessions_opened_total"));
        assertEquals("histogram", figures.types().get("echolocate_flush_lag_seconds"));
        assertEquals("summary", figures.types().get("jvm_gc_collection_seconds"));
        figures.types().keySet().forEach(name -> assertTrue(name.matches("(echolocate|jvm|process)_[a-z_]+"), name));
        assertEquals("", Http.request(server(), "HEAD", "/metrics", null).text());
    }

    /** Names that people chose, their ids and their addresses have no place here, nor has anything else that has no end. */
    @Test
    void labelsAreWordsOfTheProgramAlone() {
        closeAfter(FeedClient.open(server(), "/chat/secretroom?name=Hidden"));
        closeAfter(Client.plain(server(), "/tracker/secretroom")).send("[\"hiddenid\",1,2]");
        closeAfter(EventStream.open(server(), "/feeds/broadcast/secretroom")).next();
        await("they are in", all -> all.get("echolocate_rooms", "service", "tracker") > 0);
        Map<String, Set<String>> labels = figures().labels();
        Set<String> known = new TreeSet<>(Set.of(
                "area", "gc", "java", "le", "pool", "reason", "server", "service", "setting", "transport", "version"));
        assertEquals(known, new TreeSet<>(labels.keySet()));
        String text = Http.get(server(), "/metrics").text();
        for (String private_ : new String[] {"secretroom", "Hidden", "hiddenid", "127.0.0.1", OPERATOR}) {
            assertFalse(text.contains(private_), private_);
        }
        assertEquals(Set.of("broadcast", "chat", "echo", "inspect", "room", "tracker"), labels.get("service"));
        assertEquals(Set.of("websocket", "sse", "long_poll", "poll", "post"), labels.get("transport"));
    }

    @Test
    void whatHappensIsCounted() {
        String channel = fresh("counted");
        Figures before = figures();
        Client socket = plain("/broadcast/" + channel);
        EventStream stream = closeAfter(EventStream.open(server(), "/feeds/broadcast/" + channel));
        stream.next();
        await(
                "both are there",
                all -> rose(before, all, "echolocate_sessions", "broadcast", "websocket") == 1
                        && rose(before, all, "echolocate_sessions", "broadcast", "sse") == 1);
        socket.send("grüße");
        assertEquals("grüße", socket.next().text());
        stream.next();
        assertEquals(
                200,
                Http.post(server(), "/feeds/broadcast/" + channel, "{\"text\":\"x\"}")
                        .status());
        assertEquals("x", socket.next().text());
        stream.next();
        Http.get(server(), "/feeds/broadcast/" + channel);
        Figures after = figures();
        assertEquals(1, rose(before, after, "echolocate_messages_received_total", "broadcast", "websocket"));
        assertEquals(7, rose(before, after, "echolocate_received_bytes_total", "broadcast", "websocket"));
        assertEquals(2, rose(before, after, "echolocate_messages_sent_total", "broadcast", "websocket"));
        assertEquals(8, rose(before, after, "echolocate_sent_bytes_total", "broadcast", "websocket"));
        assertEquals(1, rose(before, after, "echolocate_messages_received_total", "broadcast", "post"));
        assertEquals(12, rose(before, after, "echolocate_received_bytes_total", "broadcast", "post"));
        assertEquals(3, rose(before, after, "echolocate_messages_sent_total", "broadcast", "sse"));
        assertEquals(1, rose(before, after, "echolocate_messages_sent_total", "broadcast", "poll"));
        assertEquals(0, rose(before, after, "echolocate_messages_sent_total", "chat", "websocket"));
        assertTrue(after.get("echolocate_rooms", "service", "broadcast")
                > before.get("echolocate_rooms", "service", "broadcast") - 1);
        assertTrue(after.get("echolocate_flush_lag_seconds_count") > before.get("echolocate_flush_lag_seconds_count"));
        assertEquals(
                after.get("echolocate_flush_lag_seconds_count"),
                after.get("echolocate_flush_lag_seconds_bucket", "le", "+Inf"));
        socket.close();
        await(
                "it has left",
                all -> rose(before, all, "echolocate_sessions", "broadcast", "websocket") == 0
                        && all.get("echolocate_sessions_ended_total", "reason", "left")
                                > before.get("echolocate_sessions_ended_total", "reason", "left"));
        assertEquals(1, rose(before, figures(), "echolocate_sessions_opened_total", "broadcast", "websocket"));
    }

    private static double rose(Figures before, Figures after, String name, String service, String transport) {
        String[] labels = {"service", service, "transport", transport};
        return after.get(name, labels) - before.get(name, labels);
    }

    @Test
    void eachCapHasItsLimitAndWhatIsUsedOfIt() {
        Figures figures = figures();
        assertEquals(500, figures.get("echolocate_cap_limit", "setting", "feeds.max"));
        assertEquals(7, figures.get("echolocate_cap_limit", "setting", "probe.max"));
        Set<String> caps = new TreeSet<>(Set.of(
                "max-sessions",
                "feeds.max",
                "feeds.max-bytes",
                "tracker.trails",
                "probe.max",
                "gather.max-total",
                "unsent.max-total",
                "work.queued",
                "work.max-unread"));
        if (owns()) {
            caps.addAll(Set.of("connections.max", "heads.max-total", "bodies.max-total"));
            assertTrue(figures.get("echolocate_connections") >= 1);
            assertTrue(figures.get("echolocate_cap_used", "setting", "connections.max") >= 1);
        }
        for (String cap : caps) {
            assertTrue(figures.get("echolocate_cap_limit", "setting", cap) > 0, cap);
            assertTrue(figures.get("echolocate_cap_used", "setting", cap) >= 0, cap);
        }
        double before = figures.get("echolocate_cap_used", "setting", "max-sessions");
        plain("/echo");
        await("one more session is used", all -> all.get("echolocate_cap_used", "setting", "max-sessions") > before);
    }

    @Test
    void refusalsSayWhichSettingDecides() {
        String[] origin = {"reason", "origin", "setting", "origins"};
        double before = figures().get("echolocate_refused_total", origin);
        assertEquals(
                403,
                Http.get(server(), "/feeds/broadcast/x", "Origin: https://evil.example")
                        .status());
        assertEquals(1, figures().get("echolocate_refused_total", origin) - before);
    }

    @Test
    void itSaysWhatRuns() {
        Figures figures = figures();
        assertEquals(1, figures.get("echolocate_ready"));
        assertTrue(figures.get("jvm_memory_used_bytes", "area", "heap") > 0);
        assertTrue(figures.get("jvm_memory_max_bytes", "area", "heap") > 0);
        assertTrue(figures.get("jvm_buffer_pool_used_bytes", "pool", "direct") >= 0);
        assertTrue(figures.get("echolocate_start_time_seconds") >= figures.get("process_start_time_seconds"));
        assertEquals(Set.of(owns() ? "own" : "container"), figures.labels().get("server"));
        assertEquals(1, figures.labels().get("version").size());
        for (String pool : new String[] {"stripes", "pings", "parts", "closes", "work"}) {
            assertTrue(figures.get("echolocate_pool_threads", "pool", pool) > 0, pool);
            assertTrue(figures.get("echolocate_pool_waiting", "pool", pool) >= 0, pool);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-For: 192.0.2.16",
                "X-Forwarded-For: 192.0.2.7, 203.0.113.9",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-For: unknown",
                "X-Forwarded-For:",
                "X-Real-IP: 127.0.0.1",
                "X-Forwarded-Proto: https",
                "Forwarded: for=127.0.0.1",
                "Via: 1.1 proxy"
            })
    void whoComesThroughAProxyIsToldWhyNot(String header) {
        String[] counted = {"reason", "figures", "setting", "metrics.allow"};
        double before = figures().get("echolocate_refused_total", counted);
        Response answer = Http.get(server(), "/metrics", header);
        assertEquals(403, DOCUMENTED.status(answer));
        assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
        assertEquals("not_yours", answer.json().getString("code"));
        assertTrue(answer.text().contains("metrics.allow"), answer.text());
        assertFalse(answer.text().contains("echolocate_"), answer.text());
        assertEquals(1, figures().get("echolocate_refused_total", counted) - before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-For: 203.0.113.9, 192.0.2.15",
                "X-Forwarded-For: 2001:db8:0:ffff::1"
            })
    void theNetworksOfTheSettingMayThroughAProxyToo(String header) {
        assertEquals(200, Http.get(server(), "/metrics", header).status());
    }

    @Test
    void pagesOfOthersMayNot() {
        Response answer = Http.get(server(), "/metrics", "Origin: https://evil.example");
        assertEquals("foreign_origin", answer.json().getString("code"));
        assertEquals(
                403,
                Http.get(server(), "/metrics", "Sec-Fetch-Site: cross-site").status());
        assertEquals(405, DOCUMENTED.status(Http.post(server(), "/metrics", "{}")));
    }
}
