package dev.echolocate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds on every server that the application runs on: three, unless a subclass says what it runs {@link On}. Its tests
 * share one server. No test may make the application log anything above FINE: that is a contract too.
 */
@On({Where.OWN, Where.LATE, Where.TOMCAT, Where.JETTY})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());
    private @Nullable Server server;
    private @Nullable LogWatch log;

    /** Starts the application with these settings beside its defaults. */
    protected Server start(Where where, Map<String, String> settings) {
        return where.start(settings);
    }

    protected Map<String, String> settings() {
        return Map.of();
    }

    @BeforeAll
    void startServer(Where where) {
        server = start(where, settings());
        log = new LogWatch();
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
            log.close();
        }
    }

    @AfterEach
    void nothingIsLeftAndNothingWasLogged() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        opened.clear();
        if (log != null) {
            List<String> logged = log.heard().stream()
                    .filter(line -> !server().saysItself(line))
                    .toList();
            assertEquals(List.of(), logged, "logged above FINE");
        }
    }

    protected Server server() {
        return Objects.requireNonNull(server, "not started");
    }

    /** Whether this server has a way of its own there. */
    protected boolean does(Difference difference) {
        return server().differences().contains(difference);
    }

    /** A name that no other test uses. */
    protected static String fresh(String what) {
        return what + "-" + NAMES.incrementAndGet();
    }

    protected Client plain(String path) {
        return closeAfter(Client.plain(server(), path));
    }

    protected FeedClient feed(String path) {
        return closeAfter(FeedClient.open(server(), path));
    }

    protected Handshake handshake(String path) {
        return Handshake.to(server(), path);
    }

    protected RawClient raw(String path) {
        return closeAfter(handshake(path).connect());
    }

    protected <T extends AutoCloseable> T closeAfter(T one) {
        opened.add(one);
        return one;
    }
}
