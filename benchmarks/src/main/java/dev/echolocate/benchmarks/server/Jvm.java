package dev.echolocate.benchmarks.server;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How servers in Java are started: all with the JDK and the heap that the others have. */
final class Jvm {
    private Jvm() {}

    static List<String> command(String... what) {
        return Stream.concat(Stream.of(program("java"), "-Xmx512m"), Stream.of(what))
                .toList();
    }

    /** A program of this JDK's. */
    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
