package dev.echolocate.testkit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the libraries are that a WAR would bring. */
final class Jars {
    private Jars() {}

    /** All that the tests' containers have to find in it. */
    static List<Path> ofTheWar() {
        return Stream.of(
                        "jakarta.json.Json",
                        "org.eclipse.parsson.JsonProviderImpl",
                        "io.prometheus.metrics.model.snapshots.MetricSnapshots",
                        "io.prometheus.metrics.config.PrometheusProperties",
                        "io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter")
                .map(Jars::of)
                .toList();
    }

    /** The jar that a class comes from. */
    static Path of(String className) {
        try {
            return Path.of(Class.forName(className, false, Jars.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("no " + className, e);
        }
    }
}
