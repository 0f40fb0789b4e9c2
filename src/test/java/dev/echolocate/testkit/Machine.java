package dev.echolocate.testkit;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the tests of the pages need of the machine: browsers, and a Node that drives Chromium, or runs modules by itself. */
public final class Machine {
    /** For one answer of a browser that starts beside seven others. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> CHROMIUMS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> WEBKIT_PROGRAMS =
            List.of("WebKitWebDriver", "xvfb-run", "xauth", "dbus-run-session");
    private static final List<String> MINI_BROWSERS = Stream.of("x86_64", "aarch64")
            .flatMap(processor -> Stream.of("4.1", "4.0", "6.0")
                    .map(version -> "/usr/lib/" + processor + "-linux-gnu/webkit2gtk-" + version + "/MiniBrowser"))
            .toList();
    private static final int OLDEST_NODE = 20;
    private static final String A_NODE = "Node " + OLDEST_NODE + " or newer (set PLAYWRIGHT_NODEJS_PATH to its path";
    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

    private Machine() {}

    /** What is missing, in words; empty where nothing is. */
    static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (chromium().isEmpty()) {
            missing.add("a Chromium (set CHROMIUM to its path, or install Debian's package chromium)");
        }
        if (node().isEmpty() && !nodeIsBundled()) {
            missing.add(A_NODE + ", or let Maven bring one with -Pbundled-node)");
        }
        return missing;
    }

    /** For tests that need a Node and no browser. */
    public static String withoutNode() {
        return "Modules of the pages can't be tested without " + A_NODE + ").";
    }

    static String inWords(List<String> missing) {
        return "Browser tests can't run without " + String.join(" and ", missing) + ".";
    }

    static Optional<Path> chromium() {
        return named("CHROMIUM").or(() -> onPath(CHROMIUMS));
    }

    static Optional<Path> firefox() {
        return named("FIREFOX").or(() -> onPath(List.of("firefox-esr", "firefox")));
    }

    /** WebKitGTK's smallest browser, which lies where no path leads. */
    static Optional<Path> miniBrowser() {
        return MINI_BROWSERS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** What there is to install for WebKit, or nothing. */
    static Optional<String> webKitLacks() {
        return WEBKIT_PROGRAMS.stream()
                .filter(program -> onPath(List.of(program)).isEmpty())
                .findFirst()
                .or(() -> miniBrowser().isPresent() ? Optional.empty() : Optional.of("MiniBrowser"));
    }

    /** A new folder that goes with the build's others. */
    static Path folder(String name) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "browsers")), name)
                .toAbsolutePath();
    }

    /** Ends a program and all that it has started. */
    static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        all.forEach(each ->
                each.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** Reads what a program says, so that it can go on saying. */
    static void drain(BufferedReader says) {
        Thread thread = new Thread(() -> says.lines().forEach(line -> {}), "drain");
        thread.setDaemon(true);
        thread.start();
    }

    static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** Empty where there is none that is new enough; the driver may bring its own. */
    public static Optional<Path> node() {
        return named("PLAYWRIGHT_NODEJS_PATH").or(() -> onPath(List.of("node"))).filter(Machine::isNewEnough);
    }

    private static Optional<Path> named(String variable) {
        return Optional.ofNullable(System.getenv(variable)).map(Path::of).filter(Files::isExecutable);
    }

    private static Optional<Path> onPath(List<String> names) {
        List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The driver ends with a message of its own below its oldest version. */
    private static boolean isNewEnough(Path node) {
        try {
            Process process = new ProcessBuilder(node.toString(), "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = NODE_VERSION.matcher(version);
            return process.waitFor(10, TimeUnit.SECONDS)
                    && matcher.matches()
                    && Integer.parseInt(matcher.group(1)) >= OLDEST_NODE;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether driver-bundle is on the class path, which carries a Node per platform. */
    private static boolean nodeIsBundled() {
        ClassLoader loader = Machine.class.getClassLoader();
        return List.of("linux", "linux-arm64", "mac", "mac-arm64").stream()
                .anyMatch(platform -> loader.getResource("driver/" + platform + "/node") != null);
    }
}
