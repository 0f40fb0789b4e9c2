package dev.echolocate.attack;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.HttpWire;
import dev.echolocate.testkit.RawClient;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.Server;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Attacks by one client (127.0.0.2) on a server in a process of its own with 256 MB of heap, beside a client
 * (127.0.0.3) that must notice nothing. A method is an attack: it calls {@link #attack} once. What it opens stands until
 * the healthy client has done everything some times more, then ends at once; after that the server must be as before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
abstract class AttackRows {
    /** Whether this is {@code -Psoak}: with time to compare latencies. */
    static final boolean SOAK = Boolean.getBoolean("soak");

    private static final Duration CALM = Duration.ofSeconds(60);
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration HELD_UP = Duration.ofSeconds(5);
    private static final int TURNS = 3;

    /** Pools may have grown to what they may grow to, and compilers have threads of their own. */
    private static final int MORE_THREADS = 40;

    private static final int MORE_DESCRIPTORS = 12;

    /** 90 of them are 12.6 kB. */
    private static final int HEADER = 140;

    private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());
    private @Nullable ServerProcess server;
    private ServerProcess.@Nullable Held before;
    private boolean unhurt;

    /** What is done to the server. It returns once the attack stands; what it has opened stays. */
    interface Attack {
        void begin() throws Exception;
    }

    Map<String, String> settings() {
        return Map.of();
    }

    /** What {@code ulimit -n} allows the server; 0: as much as these tests. */
    int descriptors() {
        return 0;
    }

    /** What feeds may still hold when the attacker is gone, and similar: bytes above what the server held before. */
    long mayKeep() {
        return 24L << 20;
    }

    @BeforeAll
    void startServer() {
        Addresses.assumeBindable();
        server = new ServerProcess(settings(), descriptors());
        warm();
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    /** One attack's end is not the next one's beginning. */
    @BeforeEach
    void anUnhurtServer() {
        if (!unhurt) {
            process().restart();
            warm();
        }
        unhurt = false;
    }

    @AfterEach
    void nothingStays() {
        letGo();
    }

    private void warm() {
        try (HealthyClient first = new HealthyClient(healthy())) {
            first.turns(TURNS);
        }
        before = process().held();
        unhurt = true;
    }

    ServerProcess process() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    /** As the attacker sees it. */
    Server attacked() {
        return process().from(Addresses.ATTACKER);
    }

    /** As everybody else sees it. */
    Server healthy() {
        return process().from(Addresses.HEALTHY);
    }

    /** The whole of a row. */
    void attack(TestInfo row, Attack attack) throws Exception {
        HealthyClient other = new HealthyClient(healthy());
        List<String> slower;
        try (other) {
            other.turns(TURNS);
            List<Double> calm = calmly(other);
            attack.begin();
            other.turns(SOAK ? 10 * TURNS : TURNS);
            slower = SOAK ? muchSlower(other.ways(), calm, other.p99()) : List.of();
            System.out.printf("%s, with %s%n%s  p99 before %s%n", row.getDisplayName(), opened, other.told(), calm);
            assertEquals(List.of(), other.failures(), "under attack");
            System.out.printf("  the server held %s, before %s%n", process().held(), before);
            letGo();
            other.turns(1);
        }
        assertEquals(List.of(), other.failures(), "after the attack");
        // Each says what it found, whatever the other did.
        assertAll(
                () -> {
                    asBefore();
                    unhurt = true;
                },
                () -> assertEquals(List.of(), slower, "p99 of more than five times that of the minute before"));
    }

    private static List<Double> calmly(HealthyClient other) throws InterruptedException {
        if (SOAK) {
            Thread.sleep(CALM.toMillis());
        }
        List<Double> calm = other.p99();
        other.clear();
        return calm;
    }

    private static List<String> muchSlower(List<String> ways, List<Double> calm, List<Double> now) {
        List<String> slower = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            if (now.get(i) > 5 * calm.get(i)) {
                slower.add(ways.get(i) + ": p99 was " + calm.get(i) + " ms, and is " + now.get(i) + " ms");
            }
        }
        return slower;
    }

    /** Everybody is served, and nothing is held that was not held before. */
    void asBefore() {
        assertServes(healthy());
        assertServes(attacked());
        ServerProcess.Held was = Objects.requireNonNull(before);
        Deadline.await(
                "connections are gone",
                BACK,
                () -> process().descriptors() <= was.descriptors() + MORE_DESCRIPTORS,
                () -> process().held() + ", before " + was);
        Deadline.await(
                "threads are gone",
                BACK,
                () -> process().threads() <= was.threads() + MORE_THREADS,
                () -> process().held() + ", before " + was);
        Deadline.await(
                "memory is free",
                BACK,
                () -> process().heap() <= was.heap() + mayKeep(),
                () -> process().held() + ", before " + was);
        assertEquals(List.of(), process().exceptions(), "in the log");
    }

    /** For somebody new: a page, and a session. */
    static void assertServes(Server server) {
        assertEquals(200, Http.get(server, "/").status());
        try (Client client = Client.plain(server, "/echo")) {
            client.send("still there?");
            assertEquals("echo: still there?", client.next().text());
        }
    }

    // What an attacker has.

    <T extends AutoCloseable> T stays(T one) {
        opened.add(one);
        return one;
    }

    private void letGo() {
        for (AutoCloseable one : List.copyOf(opened)) {
            try {
                one.close();
            } catch (Exception gone) {
                continue;
            }
        }
        opened.clear();
    }

    Crowd crowd() {
        return stays(new Crowd(attacked()));
    }

    /** A handshake as text, with this many bytes of headers of its own, each of them short: parsed, they are dearest. */
    String handshake(String path, int bytes) {
        Handshake handshake = Handshake.to(attacked(), path);
        for (int i = 0; i < bytes / HEADER; i++) {
            String name = "X-Padding-" + i;
            handshake.header(name, "x".repeat(HEADER - name.length() - ": \r\n".length()));
        }
        return handshake.request();
    }

    String handshake(String path) {
        return handshake(path, 0);
    }

    /** A session of the attacker's, or null where it is let in no more. */
    @Nullable
    RawClient session(String path) {
        try {
            RawClient client =
                    stays(Handshake.to(attacked(), path).receiveBuffer(8_192).open());
            return client.response().status() == 101 ? client : null;
        } catch (UncheckedIOException | AssertionError refused) {
            return null;
        }
    }

    /** Does something as often as it can, on so many threads, until the attack is over or the server is done with it. */
    void busy(int threads, Runnable again) {
        AtomicBoolean over = new AtomicBoolean();
        stays((AutoCloseable) () -> over.set(true));
        for (int i = 0; i < threads; i++) {
            aside(() -> {
                while (!over.get()) {
                    try {
                        again.run();
                    } catch (UncheckedIOException | AssertionError refused) {
                        Thread.onSpinWait();
                    }
                }
            });
        }
    }

    /** Does something once on a thread of its own, since the server may hold it up for as long as it wants. */
    static Thread aside(Runnable once) {
        Thread thread = new Thread(
                () -> {
                    try {
                        once.run();
                    } catch (UncheckedIOException | AssertionError refused) {
                        return;
                    }
                },
                "attacker");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits until all of them are done, or held up. */
    static void settled(List<Thread> threads) throws InterruptedException {
        Deadline held = Deadline.in(HELD_UP);
        for (Thread thread : threads) {
            thread.join(Math.max(1, held.leftMillis()));
        }
    }

    /** Requests with keep-alive, each answered before the next. Returns how many were answered with 200. */
    int posts(int count, Post each) {
        int done = 0;
        int n = 0;
        while (n < count) {
            try (HttpWire wire = new HttpWire(attacked())) {
                while (n < count) {
                    Response answer = each.send(wire, n++).answer();
                    done += answer.status() == 200 ? 1 : 0;
                    if ("close".equals(answer.header("Connection"))) {
                        break;
                    }
                }
            } catch (UncheckedIOException refused) {
                n++;
            }
        }
        return done;
    }

    /** The nth request. */
    interface Post {
        HttpWire send(HttpWire wire, int n);
    }

    static HttpWire json(HttpWire wire, String path, String json) {
        return wire.post(path, json.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }
}
