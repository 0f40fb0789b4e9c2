package dev.echolocate.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.app.GrizzlyServer;
import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Readme;
import dev.echolocate.testkit.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client in the README compiles, and does what is said of it. */
class JavaClientTest {
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");
    private static final int MAX_LINES = 10;

    /** A line with more than a brace on it. */
    private static final Predicate<String> SAYS_SOMETHING =
            Pattern.compile("[^\\s{}]").asPredicate();

    @Test
    void itTellsWhereItIsAndHearsTheOthers(@TempDir Path folder) throws Exception {
        String program = Readme.program("README.md", "java");
        assertTrue(program.lines().filter(SAYS_SOMETHING).count() <= MAX_LINES, "short enough to be copied");
        try (Server server = new GrizzlyServer(Map.of())) {
            Matcher name = CLASS.matcher(program);
            assertTrue(name.find());
            compile(folder, name.group(1), program.replace(Readme.HERE, "://localhost:" + server.port()));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            folder.toString(),
                            name.group(1))
                    .redirectErrorStream(true)
                    .start();
            try (Client other = Client.plain(server, "/tracker")) {
                BufferedReader said = process.inputReader();
                String own = other.next().text();
                assertEquals(own, line(said), "its own position");
                other.send("[\"bea\",51.5,-0.1]");
                assertEquals("[\"bea\",51.5,-0.1]", line(said));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static String line(BufferedReader said) throws Exception {
        return CompletableFuture.supplyAsync(() -> read(said)).get(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String read(BufferedReader said) {
        try {
            return String.valueOf(said.readLine());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void compile(Path folder, String name, String program) throws IOException {
        Path source = Files.writeString(folder.resolve(name + ".java"), program);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        boolean compiled = compiler.getTask(
                        complaints,
                        null,
                        null,
                        List.of("--release", "17", "-Xlint:all", "-Werror", "-d", folder.toString()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertTrue(compiled, complaints::toString);
    }

    /** In each language, the programs are the same. */
    @Test
    void theChineseReadmeShowsTheSamePrograms() {
        for (String language : List.of("java", "js")) {
            assertEquals(Readme.program("README.md", language), Readme.program("README.zh-CN.md", language));
        }
    }
}
