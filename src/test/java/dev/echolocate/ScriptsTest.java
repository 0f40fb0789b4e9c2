package dev.echolocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.echolocate.testkit.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The modules of the pages, one by one, in a Node of the machine: {@code node --test src/test/js/*.test.js}. Where there is
 * none they are skipped; in CI (the variable {@code CI} is set) they fail.
 */
class ScriptsTest {
    private static final Path TESTS = Path.of("src/test/js");
    private static final Path REPORTS = Path.of("target/scripts");
    private static final int LATEST_SECONDS = 120;

    @TestFactory
    Stream<DynamicTest> modules() throws IOException {
        Path node = Machine.node().orElse(null);
        if (node == null) {
            assertTrue(System.getenv("CI") == null, Machine.withoutNode());
            System.out.println(Machine.withoutNode() + " They are skipped.");
            assumeTrue(false, Machine.withoutNode());
        }
        Files.createDirectories(REPORTS);
        List<Path> tests = tests();
        assertFalse(tests.isEmpty(), "no tests in " + TESTS);
        return tests.stream().map(test -> DynamicTest.dynamicTest(nameOf(test), test.toUri(), () -> run(node, test)));
    }

    private static List<Path> tests() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".test.js"))
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path test) {
        return test.getFileName().toString().replace(".test.js", "");
    }

    private static void run(Path node, Path test) throws IOException, InterruptedException {
        Path report = REPORTS.resolve(nameOf(test) + ".txt");
        Process process = new ProcessBuilder(node.toString(), "--test-reporter=spec", test.toString())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LATEST_SECONDS, TimeUnit.SECONDS);
            assertTrue(ended, () -> "not done after " + LATEST_SECONDS + " s:\n" + textOf(report));
            assertEquals(0, process.exitValue(), () -> textOf(report));
            assertTrue(textOf(report).matches("(?s).* tests [1-9].*"), () -> "nothing is tested in " + test);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String textOf(Path report) {
        try {
            return "\n" + Files.readString(report);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
