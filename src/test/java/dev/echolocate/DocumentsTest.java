package dev.echolocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for people is true where that can be looked up: links lead somewhere, and what is kept is said. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern KEY = Pattern.compile("'(echolocate\\.\\w+)'|`(echolocate\\.\\w+):");
    private static final Pattern KEPT = Pattern.compile("`(echolocate\\.\\w+)");
    private static final Pattern ITEM = Pattern.compile("(?m)^\\*\\*(\\d+)\\. ");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"));
                Stream<Path> top = Files.list(Path.of(""))) {
            return Stream.concat(docs, top)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void linksLeadSomewhere() throws Exception {
        List<String> lost = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(document)).results().toList()) {
                String[] to = link.group(1).split("#", 2);
                if (to[0].matches("[a-z]+:.*")) {
                    continue;
                }
                Path folder = document.toAbsolutePath().getParent();
                Path file = to[0].isEmpty() ? document : folder.resolve(to[0]);
                if (!Files.exists(file) || (to.length > 1 && !anchors(file).contains(to[1]))) {
                    lost.add(document + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), lost);
    }

    /** As a forge makes them of headings. */
    private static Set<String> anchors(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"privacy.md", "privacy.zh-CN.md"})
    void whatTheBrowserKeepsIsAllSaid(String document) throws Exception {
        Set<String> kept = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "webapp"))) {
            for (Path script :
                    files.filter(file -> file.toString().endsWith(".js")).toList()) {
                String text = Files.readString(script);
                KEY.matcher(text)
                        .results()
                        .forEach(key -> kept.add(key.group(1) == null ? key.group(2) : key.group(1)));
                assertTrue(!text.contains("document.cookie") && !text.contains("indexedDB"), script::toString);
                assertTrue(
                        script.endsWith("storage.js") || !text.matches("(?s).*\\b(local|session)Storage\\b.*"),
                        script::toString);
            }
        }
        Set<String> said = KEPT.matcher(Files.readString(Path.of("docs", document)))
                .results()
                .map(key -> key.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(kept, said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"troubleshooting.md", "troubleshooting.zh-CN.md"})
    void twentyThingsGoWrong(String document) throws Exception {
        List<String> numbers = ITEM.matcher(Files.readString(Path.of("docs", document)))
                .results()
                .map(item -> item.group(1))
                .toList();
        assertEquals(
                Stream.iterate(1, i -> i + 1).limit(20).map(String::valueOf).toList(), numbers);
    }

    /** The words of pages and of the program that it quotes are theirs: some of each, as they are found in the source. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "is taken: stop what listens there, or let the system pick a free port with --port 0",
                "needs more rights than this process has: try a port above 1023, or --port 0",
                "does not open with its password, which has to be in the",
                "is not there, or cannot be read",
                "are more than this process may have",
                "The WAR cannot be unpacked into",
                "Only this machine can reach it",
                "This port speaks HTTPS only: the address has to begin with https://",
                "This server does not go by the name",
                "The page's origin, ",
                "says for whom it asks, and is not trusted, so all who come through it are counted as one client.",
                "your address has its share already",
                "Browsers give a position only to pages from https:// or from localhost.",
                "Your position is blocked for this page.",
                "Your device can't find its position at the moment",
                "the server takes this page for one of another site",
                "there is no room for it now",
                "too many pages are open on this server",
                "no sign of life for 10 s",
                "out of memory",
                "Live over streaming (SSE)",
                "is not a known setting"
            })
    void itsWordsAreThoseOfTheProgram(String words) throws Exception {
        String document =
                Files.readString(Path.of("docs", "troubleshooting.md")).replaceAll("\\s+", " ");
        assertTrue(document.contains(words.strip()), "not in the document");
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            boolean said = false;
            for (Path source : files.filter(file -> file.toString().matches(".*\\.(java|js)"))
                    .toList()) {
                said |= Files.readString(source).contains(words);
            }
            assertTrue(said, "not said by the program");
        }
    }
}
