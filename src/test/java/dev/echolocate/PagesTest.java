package dev.echolocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages as text: what the Content-Security-Policy forbids isn't in them, and both languages say everything. */
class PagesTest {
    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern SAID_IN_HTML = Pattern.compile("data-t=\"([^\"]+)\"[^>]*>([^<]*)<");
    private static final Pattern SAID_IN_ATTRIBUTES = Pattern.compile("<[^>]*data-t-attr=\"([^\"]+)\"[^>]*>");
    private static final Pattern SAID_IN_SCRIPT = Pattern.compile(
            "'(?!feed\\.v1'|index\\.html')((?:index|compare|echo|broadcast|chat|http|tracker|feed|position|shared|name|hex|address|protocols|announce|nav|invite|inspect|why)"
                    + "\\.[A-Za-z0-9.]*[A-Za-z0-9])'");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#][^\"]*)\"");
    private static final Pattern IMPORT =
            Pattern.compile("(?:^|\\n)(?:import|export)[^;']*from '([^']+)'|import\\('([^']+)'");

    private static final Map<Path, String> pages = new TreeMap<>();
    private static final Map<Path, String> scripts = new TreeMap<>();
    private static final Map<Path, String> sheets = new TreeMap<>();

    /** Shown at any address, so they have nothing that is relative to it. */
    private static final Map<Path, String> errorPages = new TreeMap<>();

    private static final Set<Path> ERRORS = Set.of(WEBAPP.resolve("404.html"), WEBAPP.resolve("error.html"));
    private static final Pattern SHEET = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\"");

    /** In a selector; what Leaflet makes has its own. */
    private static final Pattern CLASS = Pattern.compile("\\.(?!leaflet-)([a-z][a-z0-9-]*)(?=[^{};]*\\{)");

    private static final Pattern LOOKUP =
            Pattern.compile("byId\\(|parts\\(\\{|getElementById\\('(?!announcer')|querySelector(All)?\\(['`][^'`]*#");

    private static final int SCRIPT_LINES = 350;
    private static final int SHEET_LINES = 500;

    private static Map<String, String> english = Map.of();
    private static Map<String, String> chinese = Map.of();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (ERRORS.contains(file)) {
                    errorPages.put(file, Files.readString(file));
                } else if (file.toString().endsWith(".html")) {
                    pages.put(file, Files.readString(file));
                } else if (file.toString().endsWith(".js")) {
                    scripts.put(file, Files.readString(file));
                } else if (file.toString().endsWith(".css") && !isVendored(file)) {
                    sheets.put(file, Files.readString(file));
                }
            }
        }
        english = dictionary("lib/words.js");
        chinese = dictionary("lib/words.zh-CN.js");
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaceholders() {
        assertEquals(english.keySet(), chinese.keySet());
        english.forEach((key, words) -> {
            String translated = chinese.getOrDefault(key, "");
            assertFalse(words.isBlank() || translated.isBlank(), key);
            assertEquals(placeholders(words), placeholders(translated), key);
        });
    }

    @Test
    void englishInThePagesIsTheEnglishOfTheDictionary() {
        pages.forEach((page, html) -> {
            for (MatchResult said : all(SAID_IN_HTML, html)) {
                assertEquals(english.get(said.group(1)), said.group(2), page + " " + said.group(1));
            }
            for (MatchResult tag : all(SAID_IN_ATTRIBUTES, html)) {
                for (String pair : tag.group(1).split(" ")) {
                    String[] nameAndKey = pair.split("=");
                    String attribute = nameAndKey[0] + "=\"" + english.get(nameAndKey[1]) + "\"";
                    assertTrue(tag.group().contains(attribute), page + " lacks " + attribute);
                }
            }
        });
    }

    @Test
    void whatScriptsSayIsInTheDictionary() {
        scripts.forEach((script, code) -> {
            for (MatchResult said : all(SAID_IN_SCRIPT, code)) {
                String key = said.group(1);
                assertTrue(english.containsKey(key) || english.containsKey(key + ".other"), script + " " + key);
            }
        });
    }

    @Test
    void noInlineScriptStyleOrHandler() {
        List<Pattern> forbidden = Stream.of(
                        "<script(?![^>]*\\ssrc=)",
                        "<script[^>]*>\\s*[^<\\s]",
                        "<style",
                        "\\sstyle\\s*=",
                        "\\son\\w+\\s*=",
                        "javascript:")
                .map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE))
                .toList();
        forbid(pages, forbidden);
        forbid(errorPages, forbidden);
    }

    @Test
    void errorPagesStandAloneInBothLanguages() {
        assertEquals(ERRORS, errorPages.keySet());
        errorPages.forEach((page, html) -> {
            for (MatchResult link : all(Pattern.compile("(?:href|src|action)=\"([^\"]*)\""), html)) {
                assertEquals("data:,", link.group(1), page.toString());
            }
            for (String part : List.of("<html lang=\"en\">", "<title>", "<main>", "<h1>", " lang=\"zh-CN\">")) {
                assertTrue(html.contains(part), page + " lacks " + part);
            }
            assertFalse(html.contains("<script"), page.toString());
        });
    }

    @Test
    void textNeverBecomesMarkupOrCode() {
        List<Pattern> forbidden = Stream.of(
                        "(inner|outer)HTML",
                        "insertAdjacentHTML",
                        "document\\.write",
                        "\\beval\\(",
                        "new Function",
                        "DOMParser",
                        "createContextualFragment",
                        "setAttribute\\('(style|on)")
                .map(Pattern::compile)
                .toList();
        forbid(scripts, forbidden);
    }

    @Test
    void everyLinkIsRelativeAndLeadsToAFile() {
        pages.forEach((page, html) -> {
            for (MatchResult link : all(LINK, html)) {
                assertIsFile(page, link.group(1));
            }
        });
        scripts.forEach((script, code) -> {
            for (MatchResult link : all(IMPORT, code)) {
                String target = link.group(1) != null ? link.group(1) : link.group(2);
                assertTrue(target.startsWith("."), script + " imports " + target);
                assertIsFile(script, target);
            }
        });
    }

    @Test
    void everyPageHasLanguageTitleIconViewportAndTheSameHeader() {
        Set<String> headers = new TreeSet<>();
        pages.forEach((page, html) -> {
            String name = page.getFileName().toString().replace(".html", "");
            String own = " page=\"" + name + "\"";
            for (String part : List.of(
                    "<html lang=\"en\">",
                    "<title data-t=",
                    "rel=\"icon\"",
                    "name=\"viewport\"",
                    "name=\"color-scheme\"",
                    "<script type=\"module\" src=\"lib/page.js\"></script>",
                    "<page-header" + own + ">",
                    "<main id=\"main\"",
                    "<h1")) {
                assertTrue(html.contains(part), page + " lacks " + part);
            }
            headers.add(html.substring(html.indexOf("<page-header"), html.indexOf("</page-header>"))
                    .replace(own, ""));
        });
        assertEquals(1, headers.size(), () -> "headers differ: " + headers);
        assertTrue(
                headers.iterator()
                        .next()
                        .matches("(?s).*<header .*<a [^>]*href=\"index.html\".*Echolocate.*</header>.*"),
                () -> "no way home without a script: " + headers);
    }

    @Test
    void theHeaderLeadsToPagesThatAreThereAndHaveAName() {
        String code = scripts.getOrDefault(WEBAPP.resolve("lib/page-header.js"), "");
        List<MatchResult> lists = all(Pattern.compile("const PAGES = \\[([^]]*)]"), code);
        assertEquals(1, lists.size(), code);
        List<MatchResult> names =
                all(Pattern.compile("'([a-z]+)'"), lists.get(0).group(1));
        assertTrue(names.size() > 1, code);
        for (MatchResult name : names) {
            assertTrue(pages.containsKey(WEBAPP.resolve(name.group(1) + ".html")), name.group());
            assertTrue(english.containsKey("nav." + name.group(1)), name.group());
        }
    }

    @Test
    void everyElementOfOurOwnIsDefined() {
        Set<String> defined = scripts.values().stream()
                .flatMap(code -> all(Pattern.compile("customElements\\.define\\('([a-z-]+)'"), code).stream())
                .map(define -> define.group(1))
                .collect(Collectors.toSet());
        pages.forEach((page, html) -> {
            for (MatchResult element : all(Pattern.compile("<([a-z]+-[a-z-]+)[ >]"), html)) {
                assertTrue(defined.contains(element.group(1)), page + " has " + element.group());
            }
        });
    }

    /** Whoever makes them knows the page: so they work on another page, and in a test. One live region is on all pages. */
    @Test
    void modulesAreHandedTheirElements() {
        List<String> found = new ArrayList<>();
        scripts.forEach((script, code) -> {
            Path module = WEBAPP.relativize(script);
            if (module.startsWith("lib") && !module.endsWith("dom.js") && !isVendored(script)) {
                all(LOOKUP, code).forEach(lookup -> found.add(module + ": " + lookup.group()));
            }
        });
        assertEquals(List.of(), found);
    }

    /** A rule is for something that a page with its sheet has, or that a script makes; names may be put together: fact-${name}. */
    @Test
    void everyClassInASheetIsThatOfSomething() {
        Map<Path, String> made = new TreeMap<>();
        pages.forEach((page, html) ->
                all(SHEET, html).forEach(link -> made.merge(page.resolveSibling(link.group(1)), html, String::concat)));
        assertTrue(made.keySet().containsAll(sheets.keySet()), "no page has one of " + sheets.keySet());
        String code = String.join("\n", scripts.values());
        List<String> idle = new ArrayList<>();
        sheets.forEach((sheet, css) -> {
            String text = made.get(sheet) + code;
            all(CLASS, css).stream()
                    .map(each -> each.group(1))
                    .filter(name -> !has(text, name) && !text.contains(name.replaceAll("-[^-]*$", "-\\${")))
                    .forEach(name -> idle.add(sheet + " ." + name));
        });
        assertEquals(List.of(), idle);
    }

    private static boolean has(String text, String word) {
        return Pattern.compile("(?<![\\w.-])" + word + "(?![\\w-])")
                .matcher(text)
                .find();
    }

    /** One idea a file, and not two. Dictionaries grow. */
    @Test
    void noScriptAndNoSheetIsLong() {
        List<String> tooLong = new ArrayList<>();
        scripts.forEach((script, code) -> {
            boolean isDictionary = script.getFileName().toString().startsWith("words");
            if (!isDictionary && !isVendored(script) && code.lines().count() > SCRIPT_LINES) {
                tooLong.add(script.toString());
            }
        });
        sheets.forEach((sheet, css) -> {
            if (css.lines().count() > SHEET_LINES) {
                tooLong.add(sheet.toString());
            }
        });
        assertEquals(List.of(), tooLong);
    }

    private static boolean isVendored(Path file) {
        return file.startsWith(WEBAPP.resolve("lib/uplot"));
    }

    private static void assertIsFile(Path from, String link) {
        assertFalse(link.startsWith("/") || link.contains(":"), from + " links to " + link);
        Path target = from.resolveSibling(link.replaceFirst("(?<=.)#.*", "")).normalize();
        // the build puts libraries among the pages
        boolean found = Files.isRegularFile(target)
                || Files.isRegularFile(Path.of("target", "page-libraries").resolve(WEBAPP.relativize(target)));
        assertTrue(found, from + " links to " + link);
    }

    private static void forbid(Map<Path, String> files, List<Pattern> forbidden) {
        List<String> found = new ArrayList<>();
        files.forEach((file, text) -> forbidden.forEach(
                pattern -> all(pattern, text).forEach(match -> found.add(file + ": " + match.group()))));
        assertTrue(found.isEmpty(), found::toString);
    }

    private static Set<String> placeholders(String words) {
        return all(PLACEHOLDER, words).stream().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** A module whose default export is a JSON object. */
    private static Map<String, String> dictionary(String file) throws IOException {
        String code = Files.readString(WEBAPP.resolve(file));
        String json = code.substring(code.indexOf('{'), code.lastIndexOf('}') + 1);
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject words = reader.readObject();
            return words.keySet().stream()
                    .collect(Collectors.toMap(key -> key, words::getString, (a, b) -> b, TreeMap::new));
        }
    }
}
