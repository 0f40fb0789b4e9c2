package dev.echolocate.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.Keys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {
    private static final long MIB = 1 << 20;

    private static Config config(long heap, long descriptors, Map<String, String> values) {
        return Keys.read(
                new Capacity(heap, descriptors, false),
                Source.contextParameters(name -> values.get(name.substring("echolocate.".length()))));
    }

    private static long sum(Config config) {
        return config.capacity().parts(config).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {96, 128, 256, 512, 1024, 2048, 4096, 8192})
    void theDefaultsLeaveATenthOfTheHeap(long mib) {
        fit(mib, mib * MIB * 9 / 10);
    }

    @Test
    void theDefaultsFitIntoASmallHeap() {
        fit(64, 64 * MIB);
    }

    private static void fit(long mib, long most) {
        for (String tls : List.of("false", "true")) {
            Config config = config(mib * MIB, Capacity.UNKNOWN, Map.of("self-signed", tls));
            assertTrue(
                    sum(config) <= most,
                    () -> sum(config) / MIB + " MiB: " + config.capacity().parts(config));
            assertEquals(List.of(), config.capacity().warnings(config));
        }
    }

    @Test
    void aSessionHasRoomForSevenConnections() {
        Config config = config(256 * MIB, Capacity.UNKNOWN, Map.of());
        assertEquals(1_872, config.get(Capacity.SESSIONS));
        assertEquals(7 * 1_872, config.get(Capacity.CONNECTIONS));
    }

    @Test
    void tlsCostsMore() {
        Config config = config(256 * MIB, Capacity.UNKNOWN, Map.of("self-signed", "true"));
        assertEquals(748, config.get(Capacity.SESSIONS));
    }

    @Test
    void descriptorsBoundConnectionsAndLeaveSomeForFiles() {
        Config config = config(256 * MIB, 1_024, Map.of());
        assertEquals(1_024 - 64 - 51, config.get(Capacity.CONNECTIONS));
        assertTrue(config.get(Capacity.SESSIONS) < config.get(Capacity.CONNECTIONS));
        assertEquals(List.of(), config.capacity().warnings(config));
        assertTrue(config(256 * MIB, 10, Map.of()).get(Capacity.SESSIONS) > 0);
    }

    /** As the shares of both are a quarter, when it gets full. */
    @ParameterizedTest
    @ValueSource(longs = {160, 1_024, 4_096, 20_000, 1_048_576})
    void aSessionHasRoomForSevenConnectionsWhateverBoundsThem(long descriptors) {
        Config config = config(256 * MIB, descriptors, Map.of());
        int sessions = config.get(Capacity.SESSIONS);
        assertTrue(sessions >= 1);
        assertTrue(config.get(Capacity.CONNECTIONS) >= 7 * sessions);
        Budget connections = new Budget(config.get(Capacity.CONNECTIONS));
        Address crowd = Address.parse("192.0.2.1");
        Address browser = Address.parse("192.0.2.2");
        while (connections.tryTake(crowd, 1) == Budget.Taken.YES) {
            assertTrue(connections.used() < connections.limit(), "all of them");
        }
        for (int i = 0; i < 7 * Math.max(1, sessions / 4); i++) {
            assertEquals(Budget.Taken.YES, connections.tryTake(browser, 1));
        }
    }

    @Test
    void oneLineSaysWhatFits() {
        Config config = config(256 * MIB, 100_000, Map.of());
        assertEquals(
                "Room for 1,872 sessions (468 of one address when it gets full) on 13,104 connections, with 256 MiB of heap",
                config.capacity().says(config));
    }

    @Test
    void whatDoesNotFitIsWarnedOf() {
        Config sessions = config(256 * MIB, 1_024, Map.of("max-sessions", "5000"));
        assertEquals(
                List.of(
                        "max-sessions: 5000 need a connection each, and there can be 909: raise ulimit -n, which is 1024,"
                                + " or the heap"),
                sessions.capacity().warnings(sessions));

        Config connections = config(256 * MIB, 1_024, Map.of("connections.max", "2000"));
        assertEquals(
                List.of("connections.max: 2000 are more than this process may have: it may open 1024 files and sockets"
                        + " (ulimit -n), which is enough for 909"),
                connections.capacity().warnings(connections));

        Config heap = config(64 * MIB, Capacity.UNKNOWN, Map.of("feeds.max-bytes", "512m"));
        List<String> warnings = heap.capacity().warnings(heap);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("feeds.max-bytes with 512 MiB"), warnings::toString);
    }
}
