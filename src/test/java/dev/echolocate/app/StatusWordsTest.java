package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server names in its figures, {@code status.html} has words for. */
class StatusWordsTest {
    private static final Map<String, Pattern> NAMES = Map.of(
            "pool", Pattern.compile("_pool_threads\\{pool=\"(\\w+)\""),
            "refusal", Pattern.compile("_refused_total\\{reason=\"(\\w+)\""),
            "ending", Pattern.compile("_sessions_ended_total\\{reason=\"(\\w+)\""));

    @ParameterizedTest
    @ValueSource(strings = {"words.js", "words.zh-CN.js"})
    void eachHasItsWords(String words) throws Exception {
        String known = Files.readString(Path.of("src", "main", "webapp", "lib", words));
        Set<String> missing = new TreeSet<>();
        try (GrizzlyServer server = new GrizzlyServer(Map.of())) {
            String figures = Http.get(server, "/metrics").text();
            NAMES.forEach((kind, name) -> {
                assertTrue(name.matcher(figures).find(), figures);
                name.matcher(figures)
                        .results()
                        .map(found -> kind + "." + found.group(1))
                        .filter(key -> !known.contains("\"" + key + "\":"))
                        .forEach(missing::add);
            });
        }
        assertEquals(Set.of(), missing);
    }
}
