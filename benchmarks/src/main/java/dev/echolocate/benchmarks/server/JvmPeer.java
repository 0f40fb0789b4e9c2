package dev.echolocate.benchmarks.server;

import java.nio.file.Path;
import java.util.List;

/**
 * A server of this project in a process of its own.
 *
 * @param version what exactly it is
 * @param main takes the port, and a folder for its files
 */
public record JvmPeer(String label, String version, Class<?> main) implements Server {
    /** With the version of the library's jar, which Maven has put into the classpath. */
    public static JvmPeer of(String label, String jar, String form, Class<?> main) {
        String version = System.getProperty("java.class.path").replaceAll(".*/" + jar + "-(\\d[^:/]*)\\.jar.*", "$1");
        return new JvmPeer(label, form.formatted(version), main);
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public boolean does(String service) {
        return service.equals("echo") || service.equals("broadcast");
    }

    @Override
    public List<String> command(int port, Path folder) {
        return Jvm.command(
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                Integer.toString(port),
                folder.toString());
    }
}
