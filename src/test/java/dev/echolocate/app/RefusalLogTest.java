package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Refusal;
import dev.echolocate.testkit.Lines;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final Lines lines = new Lines(RefusalLog.class.getName());
    private final Counters<Refusal> refusals = new Counters<>(Refusal.class);
    private long now = 1_000_000;
    private final RefusalLog log = new RefusalLog(refusals, () -> now);

    @AfterEach
    void close() {
        lines.close();
    }

    private void refused(Refusal reason, int times) {
        for (int i = 0; i < times; i++) {
            refusals.count(reason);
        }
    }

    @Test
    void theFirstIsToldAtOnceAndTheRestOnceAMinute() {
        log.sweep();
        assertEquals(List.of(), lines.heard());
        refused(Refusal.SESSIONS, 1);
        log.sweep();
        String what = ": a session, event stream or long poll beyond what fits, or beyond the share of its address"
                + " (setting max-sessions)";
        assertEquals(List.of("WARNING refused 1 time" + what), lines.heard());
        for (int second = 1; second < 60; second++) {
            now += 1_000;
            refused(Refusal.SESSIONS, 10);
            log.sweep();
        }
        assertEquals(List.of(), lines.heard());
        now += 1_000;
        log.sweep();
        assertEquals(List.of("WARNING refused 590 times in the last 60 s" + what), lines.heard());
        now += 600_000;
        log.sweep();
        assertEquals(List.of(), lines.heard());
    }

    @Test
    void eachReasonForItself() {
        refused(Refusal.ORIGIN, 2);
        refused(Refusal.CONNECTIONS, 3);
        log.sweep();
        assertEquals(
                Set.of("INFO refused 2 times: a page", "WARNING refused 3 times: a connection"),
                lines.heard().stream()
                        .map(line -> line.replaceFirst("(: a \\w+).*", "$1"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void whatClientsDoWrongIsForWhoLooksForIt() {
        refused(Refusal.MALFORMED, 1);
        log.sweep();
        assertEquals(
                1,
                lines.heard().stream().filter(line -> line.startsWith("FINE ")).count());
    }

    @Test
    void eachSettingThatIsNamedIsOne() {
        Set<String> settings = Keys.ALL.stream().map(key -> key.name()).collect(Collectors.toSet());
        for (Refusal reason : Refusal.values()) {
            assertEquals(!reason.setting().isEmpty(), settings.contains(reason.setting()), reason.name());
            assertFalse(reason.words().isBlank());
        }
    }
}
