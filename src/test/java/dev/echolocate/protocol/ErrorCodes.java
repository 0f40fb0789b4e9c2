package dev.echolocate.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The error codes that our sources write out. */
final class ErrorCodes {
    /** What is made with a code: an exception, a refusal, a constant with a code and a message. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?:\\bBadMessageException|\\bProblem|\\bWriteError|\\berror|\\b[A-Z_]{3,})\\(\\s*(?:\\d{3},\\s*)?\"([a-z_]+)\",\\s*(?=[\"A-Za-z])");

    /** The same where a reason and a status go before the code. */
    private static final Pattern REFUSED = Pattern.compile("\\b(?:Refused|refuse)\\([^\";]{1,120}\"([a-z_]+)\",");

    private ErrorCodes() {}

    static Set<String> inTheSources() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                for (Pattern pattern : List.of(WRITTEN, REFUSED)) {
                    Matcher matcher = pattern.matcher(source);
                    while (matcher.find()) {
                        codes.add(matcher.group(1));
                    }
                }
            }
        }
        return codes;
    }
}
