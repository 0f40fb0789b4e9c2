package dev.echolocate.benchmarks.server;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How servers in Java are started: all with the JDK and the heap that the others have. */
final class Jvm {
    private Jvm() {}

    static List<String> command(String... what) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(Stream.of(java, "-Xmx512m"), Stream.of(what)).toList();
    }
}
