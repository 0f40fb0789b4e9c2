package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever builds the same source gets the same WAR, byte for byte: in another folder, another language and another time zone. It
 * builds everything once more, which takes a minute, so it runs with {@code -Psoak}.
 */
@Tag("soak")
@Timeout(900)
class SameBuildIT {
    private static final Path WAR = Path.of(System.getProperty("war"));

    @TempDir
    Path elsewhere;

    @Test
    void twoBuildsAreEqual() throws Exception {
        assumeTrue(isThere("mvn"), "Builds can't be compared without mvn on the path.");
        for (String part : List.of("pom.xml", "LICENSE", "NOTICE", ".mvn", "src/main")) {
            copy(Path.of(part), elsewhere.resolve(part));
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "mvn", "-q", "-B", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package")
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(elsewhere.resolve("said").toFile());
        builder.environment().put("TZ", "Asia/Tokyo");
        builder.environment().put("LC_ALL", "C");
        Process build = builder.start();
        try {
            assertEquals(true, build.waitFor(10, TimeUnit.MINUTES));
            assertEquals(0, build.exitValue(), () -> said(elsewhere.resolve("said")));
        } finally {
            build.destroyForcibly();
        }
        Path other = elsewhere.resolve("target").resolve("echolocate.war");
        assertEquals(entries(WAR), entries(other));
        assertEquals(
                digest(Files.readAllBytes(WAR)),
                digest(Files.readAllBytes(other)),
                "the order of the entries, or their times");
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(from)) {
            all = new ArrayList<>(paths.toList());
        }
        Files.createDirectories(to.getParent());
        for (Path path : all) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
    }

    private static Map<String, String> entries(Path war) throws Exception {
        Map<String, String> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(war.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(
                        entry.getName(),
                        entry.getTime() + " " + digest(zip.getInputStream(entry).readAllBytes()));
            }
        }
        return entries;
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String said(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
