package dev.echolocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the pages are written in, held against {@code docs/browsers.md}: nothing is used that its oldest browsers lack, but
 * for what a page does without.
 */
class OldestBrowsersTest {
    private static final Path WEBAPP = Path.of("src/main/webapp");

    /** What came later than Chrome 97, Firefox 105 or Safari 15.4, and breaks what it stands in where it is not known. */
    private static final Map<String, String> TOO_NEW_IN_SCRIPTS = Map.ofEntries(
            Map.entry("\\(\\?<[=!]", "lookbehind: Safari 16.4"),
            Map.entry("AbortSignal\\.(timeout|any)\\b", "Safari 16.0 and 17.4"),
            Map.entry("\\bstatic \\{", "Safari 16.4"),
            Map.entry("\\bstructuredClone\\(", "Chrome 98"),
            Map.entry("\\.to(Sorted|Reversed|Spliced)\\(", "Chrome 110, Firefox 115, Safari 16.0"),
            Map.entry("\\.(to|is)WellFormed\\(", "Chrome 111, Firefox 119, Safari 16.4"),
            Map.entry("\\b(Object|Map)\\.groupBy\\b", "Safari 17.4"),
            Map.entry("Promise\\.(withResolvers|try)\\b", "Safari 17.4"),
            Map.entry("Array\\.fromAsync\\b", "Chrome 121"),
            Map.entry("URL\\.(canParse|parse)\\b", "Safari 17.0"),
            Map.entry("\\.(union|intersection|difference|isSubsetOf|isSupersetOf|isDisjointFrom)\\(", "Firefox 127"),
            Map.entry(
                    "\\.(values|keys|entries)\\(\\)\\.(map|filter|some|every|find|take|drop|reduce|toArray)\\(",
                    "Safari 18.4"),
            Map.entry("\\bIntl\\.(Segmenter|DurationFormat)\\b", "Firefox 125"),
            Map.entry("\\b(Compression|Decompression)Stream\\b", "Firefox 113"),
            Map.entry("\\bOffscreenCanvas\\b|\\.roundRect\\(", "Safari 16"),
            Map.entry("\\brequestIdleCallback\\b", "no Safari"),
            Map.entry("customElements\\.define\\([^)]*\\bextends\\b", "elements made of others: no Safari"),
            Map.entry("\\.attachInternals\\(", "Firefox 93, Safari 16.4"),
            Map.entry("\\.(showPopover|togglePopover|checkVisibility)\\(", "Safari 17"),
            Map.entry("\\bcrypto\\.randomUUID\\b", "https only"),
            Map.entry("light-dark\\(", "Safari 17.5"),
            Map.entry("/[a-z]*v[a-z]*\\.(test|exec)\\(", "Chrome 112"));

    private static final Map<String, String> TOO_NEW_IN_SHEETS = Map.of(
            "light-dark\\([^)]", "Safari 17.5",
            "\\bcolor-mix\\(|\\bokl(ab|ch)\\(", "Chrome 111, Firefox 113",
            ":has\\(", "Firefox 121",
            "(?m)^\\s*&|@container|@layer|@scope|@property|@starting-style", "Chrome 99 and later",
            "\\b\\d+(\\.\\d+)?cq[a-z]+", "Chrome 105, Firefox 110, Safari 16.0",
            "\\b(subgrid|anchor\\()", "Chrome 117");

    /** What a declaration must stand behind, in the same rule, because it is not understood everywhere. */
    private static final Map<Pattern, String> AFTER_ANOTHER = Map.of(
            Pattern.compile("[dsl]v[hw]\\b"),
            "a length in vh or vw",
            Pattern.compile("^content: .*\" / \""),
            "content without words");

    private static final Map<Path, String> scripts = new TreeMap<>();
    private static final Map<Path, String> sheets = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            for (Path file :
                    files.filter(file -> !file.toString().contains("uplot")).toList()) {
                String name = file.toString();
                if (name.endsWith(".js") || name.endsWith(".html")) {
                    scripts.put(file, Files.readString(file));
                } else if (name.endsWith(".css")) {
                    sheets.put(file, withoutComments(Files.readString(file)));
                }
            }
        }
    }

    private static String withoutComments(String css) {
        return css.replaceAll("(?s)/\\*.*?\\*/", "");
    }

    @Test
    void nothingIsUsedThatTheOldestBrowsersLack() {
        List<String> found = new ArrayList<>();
        scripts.forEach(
                (file, text) -> TOO_NEW_IN_SCRIPTS.forEach((what, since) -> find(what, since, file, text, found)));
        sheets.forEach(
                (file, text) -> TOO_NEW_IN_SHEETS.forEach((what, since) -> find(what, since, file, text, found)));
        assertEquals(List.of(), found);
    }

    private static void find(String what, String since, Path file, String text, List<String> found) {
        Matcher matcher = Pattern.compile(what).matcher(text);
        while (matcher.find()) {
            found.add(file + ": " + matcher.group() + " (" + since + ")");
        }
    }

    @Test
    void whatIsNotUnderstoodEverywhereStandsBehindWhatIs() {
        List<String> alone = new ArrayList<>();
        sheets.forEach((file, css) -> {
            String before = "";
            for (String line : css.lines().map(String::strip).toList()) {
                for (Map.Entry<Pattern, String> each : AFTER_ANOTHER.entrySet()) {
                    if (each.getKey().matcher(line).find() && !property(before).equals(property(line))) {
                        alone.add(file + ": " + line + " not behind " + each.getValue());
                    }
                }
                before = line;
            }
        });
        assertEquals(List.of(), alone);
    }

    private static String property(String declaration) {
        return declaration.split(":", 2)[0];
    }

    /** Else a name is a colour in daylight and none in the dark, or the other way round. */
    @Test
    void eachColourOfTheDarkHasOneOfTheDay() {
        String css = sheets.get(WEBAPP.resolve("echolocate.css"));
        Matcher dark = Pattern.compile("(?s)@media \\(prefers-color-scheme: dark\\) \\{\\s*:root \\{(.*?)}")
                .matcher(css);
        assertTrue(dark.find());
        String day = css.substring(0, dark.start());
        List<String> names = colours(dark.group(1));
        assertEquals(colours(day), names);
        assertTrue(names.size() > 15, names::toString);
    }

    private static List<String> colours(String css) {
        return Pattern.compile("(--[a-z-]+): #")
                .matcher(css)
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    @Test
    void theReadmesSayWhichTheOldestAre() throws IOException {
        for (String file : List.of("README.md", "README.zh-CN.md", "docs/browsers.md")) {
            String text = Files.readString(Path.of(file));
            for (String oldest : List.of("Chrome", "97", "Firefox", "105", "Safari", "15.4")) {
                assertTrue(text.contains(oldest), file + " lacks " + oldest);
            }
        }
    }
}
