package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.Response;
import dev.echolocate.testkit.TrustingTls;
import dev.echolocate.tls.Identity;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/docker/Dockerfile} and {@code docs/systemd/echolocate.service} do is done here, in a folder with nothing in it
 * but what they put there: there need be no Docker and no systemd.
 */
@Timeout(120)
class DeploymentIT {
    private static final Path WAR = Path.of(System.getProperty("war"));
    private static final Path OPERATING = Path.of("docs", "operating.md");
    private static final Path UNIT = Path.of("docs", "systemd", "echolocate.service");

    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path root;

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    @Test
    void theDockerfile() throws Exception {
        String[] lines = Files.readString(Path.of("docs", "docker", "Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replace("\\\n", "")
                .split("\n");
        Map<String, String> environment = new HashMap<>();
        Map<String, String> last = new HashMap<>();
        for (String line : lines) {
            String[] step = line.strip().split(" +", 2);
            switch (step[0]) {
                case "COPY" -> {
                    String[] paths = step[1].split(" ");
                    assertEquals("target/echolocate.war", paths[0]);
                    copyWar(paths[1]);
                }
                case "ENV" -> environment.put(step[1].split("=")[0], step[1].split("=")[1]);
                case "FROM", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT" -> last.put(step[0], step[1]);
                default -> assertEquals("", line.strip());
            }
        }
        assertTrue(last.get("USER").matches("[1-9]\\d*:[1-9]\\d*"), "not root");
        assertEquals("8080", last.get("EXPOSE"));
        int port = freePort();
        environment.put("ECHOLOCATE_PORT", Integer.toString(port));
        environment.put("ECHOLOCATE_CONTEXT_PATH", "/live");
        List<String> command = json(last.get("ENTRYPOINT"));
        assertTrue(command.contains("-XX:+ExitOnOutOfMemoryError"));
        Process server = run(command, environment);

        String check = last.get("HEALTHCHECK");
        List<String> healthy = json(check.substring(check.indexOf('[')));
        String asks = healthy.get(healthy.size() - 1);
        assertTrue(asks.contains("/health "), asks);
        assertTrue(asks.contains(":-8080}"), asks);
        assertEquals(200, answer(port, "/live/health").status());
        assertEquals(0, run(healthy, environment).waitFor());
        healthy.set(healthy.size() - 1, asks.replace("/health ", "/nothing "));
        assertFalse(run(healthy, environment).waitFor() == 0, "whatever is not 200 is not healthy");
        healthy.set(healthy.size() - 1, asks);
        stops(server, 15);
        assertFalse(run(healthy, environment).waitFor() == 0, "nobody answers any more");
    }

    @Test
    void theUnit() throws Exception {
        Map<String, String> unit = new HashMap<>();
        for (String line : Files.readAllLines(UNIT)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                unit.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        assertEquals("on-failure", unit.get("Restart"));
        assertTrue(Integer.parseInt(unit.get("LimitNOFILE")) >= 4096);
        List<String> command = List.of(unit.get("ExecStart").split(" "));
        assertTrue(command.contains("-XX:+ExitOnOutOfMemoryError"));
        copyWar("/opt/echolocate/echolocate.war");
        int port = freePort();
        Process server = run(command, Map.of("ECHOLOCATE_PORT", Integer.toString(port)));
        assertEquals(200, answer(port, "/tracker.html").status());
        stops(server, Integer.parseInt(unit.get("TimeoutStopSec")));
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        Optional<Path> analyze = find("systemd-analyze");
        assumeTrue(
                analyze.isPresent(), "The unit is not looked at without systemd-analyze (Debian's package systemd).");
        Path unit = root.resolve("echolocate.service");
        // It looks whether the program is there.
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(unit, Files.readString(UNIT).replace("/usr/bin/java", java));
        Process process = new ProcessBuilder(analyze.get().toString(), "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        started.add(process);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor() == 0 && said.lines().noneMatch(line -> line.contains("echolocate.service")), said);
    }

    /** What certbot calls once it has a new certificate makes a file that is taken. */
    @Test
    void theHookOfCertbotMakesAKeyStore() throws Exception {
        for (String program : List.of("sh", "openssl")) {
            assumeTrue(find(program).isPresent(), "The hook is not tried without " + program + ".");
        }
        Matcher hook = Pattern.compile("(?m)^    #!/bin/sh\n(?:    .*\n)+").matcher(Files.readString(OPERATING));
        assertTrue(hook.find(), "no hook in " + OPERATING);
        Path etc = Files.createDirectories(root.resolve("etc/echolocate"));
        Files.writeString(etc.resolve("echolocate.env"), "ECHOLOCATE_TLS_PASSWORD=a-good-one\n");
        Path lineage = Files.createDirectories(root.resolve("live"));
        TrustingTls.writePem(lineage);
        Path script = root.resolve("hook");
        Files.writeString(script, hook.group().replaceAll("(?m)^    ", "").replace("/etc/echolocate", etc.toString()));
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("said").toFile());
        builder.environment().put("RENEWED_LINEAGE", lineage.toString());
        Process process = builder.start();
        started.add(process);
        assertEquals(0, process.waitFor(), this::said);
        Identity made = Identity.load(etc.resolve("live.p12"), "a-good-one");
        assertEquals(TrustingTls.identity().certificate(), made.certificate());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve("live.p12"))));
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void copyWar(String to) throws IOException {
        Path war = root.resolve(to.substring(1));
        Files.createDirectories(war.getParent());
        Files.copy(WAR, war);
    }

    private Process run(List<String> command, Map<String, String> environment) throws IOException {
        List<String> here = new ArrayList<>(command);
        Pattern java = Pattern.compile("(/usr/bin/)?java");
        here.replaceAll(word -> {
            Matcher program = java.matcher(word);
            String own = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return program.matches() ? own : word.startsWith("/opt/") ? root + word : word;
        });
        if (!here.equals(command)) {
            here.add(1, "-Djava.io.tmpdir=" + root);
        }
        ProcessBuilder builder = new ProcessBuilder(here).directory(root.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ECHOLOCATE_"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(root.resolve("said").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static List<String> json(String array) {
        try (JsonReader reader = Json.createReader(new StringReader(array))) {
            return new ArrayList<>(reader.readArray().getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toList());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Once it listens. */
    private Response answer(int port, String path) {
        Response[] answer = {null};
        Deadline.await(
                "a server that answers",
                Deadline.STEP.multipliedBy(3),
                () -> {
                    try {
                        answer[0] = Http.request(port, "GET", path);
                        return true;
                    } catch (java.io.UncheckedIOException e) {
                        return false;
                    }
                },
                this::said);
        return answer[0];
    }

    private String said() {
        try {
            return Files.readString(root.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void stops(Process server, int seconds) throws InterruptedException {
        server.destroy();
        assertTrue(server.waitFor(seconds, TimeUnit.SECONDS), this::said);
        assertEquals(0, server.exitValue(), this::said);
    }
}
