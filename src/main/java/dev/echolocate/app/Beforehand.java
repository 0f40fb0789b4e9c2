package dev.echolocate.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Opens and loads what would need a file descriptor later, when there may be none: a class that can't be loaded once stays
 * missing for its callers.
 */
final class Beforehand {
    private static final String CLASS = ".class";

    private Beforehand() {}

    /** Takes some ten milliseconds. */
    static void load() {
        ClassLoader loader = Beforehand.class.getClassLoader();
        // To find that there is no such thing, all libraries have to be opened; they stay so.
        loader.getResource("dev/echolocate/nothing");
        try {
            Path classes = Path.of(Beforehand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(classes)) {
                ours(classes).forEach(name -> load(name, loader));
            }
        } catch (IOException | URISyntaxException e) {
            // Then they are loaded when they are needed.
        }
        speak();
    }

    private static List<String> ours(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes.resolve("dev"))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(CLASS) && !file.endsWith("-info" + CLASS))
                    .map(file -> file.substring(0, file.length() - CLASS.length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .toList();
        }
    }

    private static void load(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // It is of no use here: part of what is for containers only.
        }
    }

    /** A line of a log needs the rules of time zones, which are in a file. */
    private static void speak() {
        LogRecord entry = new LogRecord(Level.WARNING, "{0}");
        entry.setParameters(new Object[] {"nothing"});
        entry.setThrown(new IOException("nothing"));
        var unused = new SimpleFormatter().format(entry);
    }
}
