package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is logged while the process ends: the JDK closes its log as soon as it is told to. */
@Timeout(60)
class LastWordsIT {
    @TempDir
    Path temp;

    @Test
    void theDrainAndTheSessionsThatItEndsAreInTheLog() throws Exception {
        assertLastWords(told(WarIT.builder(temp, "--port", "0", "--stop.drain", "1s", "--log.sessions", "on")));
    }

    /** Closed in order: its lock would be left otherwise, and the next start would write to another file. */
    @Test
    void alsoInTheFileThatTheOperatorHasChosen() throws Exception {
        Path config = Files.writeString(
                temp.resolve("logging.properties"),
                "handlers = java.util.logging.FileHandler\n"
                        + "java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter\n"
                        + "java.util.logging.SimpleFormatter.format = %4$s %5$s%n\n"
                        + "java.util.logging.FileHandler.pattern = " + temp.resolve("echolocate.log") + "\n");
        ProcessBuilder builder = WarIT.builder(temp, "--port", "0", "--stop.drain", "1s", "--log.sessions", "on");
        builder.command().add(1, "-Djava.util.logging.config.file=" + config);
        assertEquals(List.of(), told(builder));
        assertLastWords(Files.readAllLines(temp.resolve("echolocate.log")));
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(2, left.count(), "the configuration, and the log");
        }
    }

    private static void assertLastWords(List<String> log) {
        assertEquals(3, log.size(), log::toString);
        assertTrue(log.get(0).contains("open sessions (1) go on for 1 s"), log::toString);
        assertTrue(log.get(1).contains("open sessions (1) are closed now"), log::toString);
        assertTrue(log.get(2).contains("service=echo") && log.get(2).contains("end=stopping"), log::toString);
    }

    /** All that it says on its error stream, where it is told to end while somebody is in. */
    private static List<String> told(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        try {
            Matcher port = Pattern.compile(":(\\d+)/")
                    .matcher(String.valueOf(process.inputReader().readLine()));
            assertTrue(port.find());
            echo(URI.create("ws://localhost:" + port.group(1) + "/echo"));
            // Process.destroy would close our ends of its streams.
            process.toHandle().destroy();
            List<String> said = process.errorReader().lines().toList();
            assertEquals(0, process.waitFor());
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns once it has answered: it has begun. */
    private static void echo(URI address) throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        answered.complete(null);
                        return WebSocket.Listener.super.onText(socket, text, last);
                    }
                })
                .get(10, TimeUnit.SECONDS)
                .sendText("in", true);
        answered.get(10, TimeUnit.SECONDS);
    }
}
