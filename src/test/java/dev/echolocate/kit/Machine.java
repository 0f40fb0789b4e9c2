package dev.echolocate.kit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests of the pages need of the machine: a Chromium, and a Node that drives it, or runs modules by itself. */
public final class Machine {
    private static final List<String> CHROMIUMS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
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
