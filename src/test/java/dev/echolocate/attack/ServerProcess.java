package dev.echolocate.attack;

import dev.echolocate.app.Main;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Server;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The application in a process of its own, so that an attack can end it without ending the tests: the WAR where there is
 * one, else the classes of this build. What it says is kept, and what it holds can be asked.
 */
final class ServerProcess implements Server {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s:]+:(\\d+)");
    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern STACK = Pattern.compile("(?m)^\\s+at \\S+\\(.*|.*(Exception|Error): .*");

    private final Map<String, String> settings;
    private final int descriptors;
    private final Path temp;
    private Process process;
    private int port;

    /**
     * What it holds.
     *
     * @param heap bytes of live objects, after a full collection; -1 where nobody can tell
     */
    record Held(int descriptors, int threads, long heap) {
        @Override
        public String toString() {
            return descriptors + " descriptors, " + threads + " threads, " + (heap >> 20) + " MiB";
        }
    }

    /** Starts it on a free port of the loopback interface. Settings that it doesn't know yet are only warned of. */
    ServerProcess(Map<String, String> settings) {
        this(settings, 0);
    }

    /**
     * As above.
     *
     * @param descriptors what {@code ulimit -n} allows it; 0: as much as these tests
     */
    ServerProcess(Map<String, String> settings, int descriptors) {
        this.settings = settings;
        this.descriptors = descriptors;
        try {
            temp = Files.createTempDirectory("echolocate-attack");
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        if (descriptors > 0) {
            command.addAll(List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "sh"));
        }
        command.addAll(List.of(tool("java"), "-Xmx256m", "-Djava.io.tmpdir=" + temp));
        settings.forEach((name, value) -> command.add("-Decholocate." + name + "=" + value));
        String war = System.getProperty("war");
        if (war != null && Files.exists(Path.of(war))) {
            command.addAll(List.of("-jar", war));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        }
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ECHOLOCATE_"));
        Files.deleteIfExists(logFile());
        process = builder.redirectOutput(logFile().toFile()).start();
        Deadline.await("the server starts", START, () -> said(ADDRESS) || !process.isAlive(), this::log);
        Matcher address = ADDRESS.matcher(log());
        if (!address.find()) {
            throw new IllegalStateException("the server did not start: " + log());
        }
        port = Integer.parseInt(address.group(1));
        return process;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private Path logFile() {
        return temp.resolve("log");
    }

    /** All that it has said since its start, on both streams. */
    String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of exceptions among what it has said. */
    List<String> exceptions() {
        return STACK.matcher(log()).results().map(match -> match.group()).toList();
    }

    private boolean said(Pattern what) {
        return what.matcher(log()).find();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, and tells its status. */
    int exit(Duration atMost) {
        Deadline.await("the process ends", atMost, () -> !process.isAlive(), this::log);
        return process.exitValue();
    }

    /** What it holds now. A full collection costs it a moment. */
    Held held() {
        return new Held(descriptors(), threads(), heap());
    }

    int descriptors() {
        return entries("fd");
    }

    int threads() {
        return entries("task");
    }

    /** On Linux; 0 elsewhere. */
    private int entries(String folder) {
        String[] entries = new File("/proc/" + process.pid() + "/" + folder).list();
        return entries == null ? 0 : entries.length;
    }

    /** Bytes of live objects, or -1. */
    long heap() {
        try {
            Path told = temp.resolve("heap");
            Process asked = new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(told.toFile())
                    .start();
            if (!asked.waitFor(30, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return -1;
            }
            Matcher total = LIVE.matcher(Files.readString(told));
            return total.find() ? Long.parseLong(total.group(1)) : -1;
        } catch (IOException noSuchTool) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String contextPath() {
        return settings.getOrDefault("context-path", "");
    }

    @Override
    public void restart() {
        stop();
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> left = Files.walk(temp)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
