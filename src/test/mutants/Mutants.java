import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** See {@code run}, which starts this in a copy of the tree. */
class Mutants {
    private static final Path LINES = Path.of("src/test/mutants/lines");
    private static final Path SELF = Path.of("src/test/mutants/Mutants.java");

    /** Classes of the line that is broken now go before all others. */
    private static final Path BROKEN = Path.of("target/broken");

    private static final Path SAID = Path.of("target/said.txt");
    private static final String CLASSPATH = System.getProperty("java.class.path");
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Who hangs has noticed. */
    private static final int LATEST_SECONDS = 300;

    private static final String ALL_PASS = "all pass";

    private static final Map<String, String> UNBROKEN = new HashMap<>();

    /** One line broken, and the lines before it where there are several such. Tests: classes below {@code dev.echolocate}, or files of {@code src/test/js}, with blanks between. */
    private record Mutant(Path file, List<String> lines, String becomes, String tests) {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 1 && arguments[0].equals("--junit")) {
            junit(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        String wanted = arguments.length == 0 ? "" : arguments[0];
        int unnoticed = 0;
        System.out.println("| file | line | broken | noticed by |\n|---|---|---|---|");
        for (Mutant mutant : read()) {
            if (mutant.file.toString().contains(wanted)) {
                String by = noticedBy(mutant);
                unnoticed += by.startsWith("**") ? 1 : 0;
                System.out.printf(
                        "| `%s` | `%s` | `%s` | %s |%n",
                        mutant.file.getFileName(), cell(mutant.lines.get(mutant.lines.size() - 1)), cell(mutant.becomes), cell(by));
            }
        }
        System.exit(unnoticed == 0 ? 0 : 1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static List<Mutant> read() throws IOException {
        List<Mutant> mutants = new ArrayList<>();
        for (String block : Files.readString(LINES).split("\n\n+")) {
            List<String> lines =
                    block.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                int last = lines.size() - 1;
                mutants.add(new Mutant(
                        Path.of(lines.get(0)),
                        lines.subList(1, last - 1).stream()
                                .map(line -> line.substring(1).strip())
                                .toList(),
                        lines.get(last - 1).substring(1).strip(),
                        lines.get(last)));
            }
        }
        return mutants;
    }

    private static String noticedBy(Mutant mutant) throws Exception {
        String before = Files.readString(mutant.file);
        List<String> lines = new ArrayList<>(before.lines().toList());
        List<String> stripped = lines.stream().map(String::strip).toList();
        int at = Collections.indexOfSubList(stripped, mutant.lines);
        if (at < 0 || at != Collections.lastIndexOfSubList(stripped, mutant.lines)) {
            return at < 0 ? "**the line is gone**" : "**there are several such lines**";
        }
        String well = UNBROKEN.containsKey(mutant.tests) ? UNBROKEN.get(mutant.tests) : failure(mutant.tests);
        UNBROKEN.put(mutant.tests, well);
        if (!well.equals(ALL_PASS)) {
            return "**fails unbroken: " + well + "**";
        }
        try {
            lines.set(at + mutant.lines.size() - 1, mutant.becomes);
            Files.writeString(mutant.file, String.join("\n", lines) + "\n");
            if (mutant.file.toString().endsWith(".java") && !compiles(mutant.file)) {
                return "**does not compile**: " + Files.readString(SAID).lines().findFirst().orElse("");
            }
            String failure = failure(mutant.tests);
            return failure.equals(ALL_PASS) ? "**nobody**: " + mutant.tests : failure;
        } finally {
            Files.writeString(mutant.file, before);
            run("rm", "-rf", BROKEN.toString());
        }
    }

    private static boolean compiles(Path file) throws Exception {
        return run(
                JAVA + "c", "-nowarn", "-proc:none", "-parameters", "--release", "17", "-d", BROKEN.toString(), "-cp",
                "target/classes" + File.pathSeparator + CLASSPATH, file.toString());
    }

    /** The first test that fails. */
    private static String failure(String tests) throws Exception {
        List<String> command = new ArrayList<>();
        if (tests.endsWith(".test.js")) {
            command.addAll(List.of("node", "--test", "--test-reporter=spec"));
            Arrays.stream(tests.split(" ")).map("src/test/js/"::concat).forEach(command::add);
        } else {
            String all = String.join(
                    File.pathSeparator, BROKEN.toString(), "target/test-classes", "target/classes", CLASSPATH);
            command.addAll(List.of(
                    JAVA, "-Xmx1g", "-Djava.util.logging.config.file=src/test/resources/logging.properties", "-cp", all,
                    SELF.toString(), "--junit"));
            command.addAll(List.of(tests.split(" ")));
        }
        if (run(command.toArray(String[]::new))) {
            return ALL_PASS;
        }
        return Files.readString(SAID)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("✖ ") && !line.startsWith("✖ failing tests"))
                .findFirst()
                .map(line -> line.substring(2).replaceFirst(" \\([0-9.]+ms\\)$", ""))
                .orElse("it does not end, or not by itself");
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(SAID.toFile())
                .start();
        try {
            return process.waitFor(LATEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs test classes in this JVM. */
    private static void junit(String... classes) throws ReflectiveOperationException {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String name : classes) {
            request.selectors(selectClass(Class.forName("dev.echolocate." + name)));
        }
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequest all = request.build();
        LauncherFactory.create().execute(all, summary);
        PrintStream out = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
        summary.getSummary().getFailures().forEach(failure -> out.println("✖ "
                + failure.getTestIdentifier().getLegacyReportingName()));
        boolean well = summary.getSummary().getTotalFailureCount() == 0 && summary.getSummary().getTestsFoundCount() > 0;
        System.exit(well ? 0 : 1);
    }
}
