package dev.echolocate.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, from the classes under test: what is done to it may be its end. */
final class ChildServer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://[^/]+:(\\d+)/tracker");

    final Process process;
    private final BufferedReader errors;
    private final int port;

    private ChildServer(Process process) throws IOException {
        this.process = process;
        errors = process.errorReader();
        BufferedReader out = process.inputReader();
        Matcher matcher = ADDRESS.matcher(String.valueOf(out.readLine()));
        if (!matcher.find()) {
            process.destroyForcibly();
            throw new IOException(
                    "not started: " + String.join("\n", errors.lines().toList()));
        }
        port = Integer.parseInt(matcher.group(1));
    }

    /**
     * Runs a class with a main method that starts the program, and waits for its first line.
     *
     * @param files that the process may have open
     */
    static ChildServer start(int files, List<String> jvm, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -n " + files + " && exec \"$@\"", "-"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new ChildServer(new ProcessBuilder(command).start());
    }

    /** Of this JVM, however it got it. */
    private static String classPath() {
        if (!(Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> paths = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            paths.add(path(url));
        }
        return String.join(File.pathSeparator, paths);
    }

    private static String path(URL url) {
        try {
            return Path.of(new URI(url.toString())).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return port;
    }

    /** Waits for a line on its standard error that has this in it. */
    void says(String words) throws IOException {
        String line = errors.readLine();
        while (line != null && !line.contains(words)) {
            line = errors.readLine();
        }
        if (line == null) {
            throw new IOException("never said: " + words);
        }
    }

    /** All that it still says on its standard error; waits for its end. */
    String errors() {
        return String.join("\n", errors.lines().toList());
    }

    /** The exit status, or -1 where it goes on. */
    int status() throws InterruptedException {
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
