package dev.echolocate.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.On;
import dev.echolocate.testkit.TomcatServer;
import dev.echolocate.testkit.Where;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A wrong setting in a container. */
@On(Where.TOMCAT)
class SettingsTomcatTest {
    @Test
    void theApplicationDoesNotStartAndTheLogSaysWhyInOneLine() {
        Logger log = Logger.getLogger("org.apache.catalina");
        Collecting said = new Collecting();
        log.addHandler(said);
        log.setUseParentHandlers(false);
        try {
            assertThrows(IllegalStateException.class, () -> new TomcatServer(Map.of("send.deadline", "soon")).close());
        } finally {
            log.setUseParentHandlers(true);
            log.removeHandler(said);
        }
        List<String> ours = said.thrown.stream()
                .filter(text -> text.contains("send.deadline"))
                .toList();
        assertEquals(1, ours.size(), said.thrown::toString);
        String line = ours.get(0).strip();
        assertEquals(1, line.lines().count(), line);
        assertTrue(line.contains("\"soon\" (context parameter echolocate.send.deadline) must be a duration"), line);
    }

    private static final class Collecting extends Handler {
        final List<String> thrown = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getThrown() != null) {
                StringWriter text = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(text, true));
                thrown.add(text.toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
