package dev.echolocate.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Packages of npm's that peers are of, in a folder of the build. They are fetched once, where npm is installed. */
final class Npm {
    private static final long PATIENCE = 120;

    private final Path folder;

    Npm(Path folder) {
        this.folder = folder;
    }

    /** Where this file of a package's is. */
    Path file(String path) {
        return folder.resolve("node_modules").resolve(path);
    }

    /**
     * Fetches it where it isn't there yet.
     *
     * @return why it isn't there; empty if it is
     */
    String fetch(String name, String version) {
        if (Files.isDirectory(file(name))) {
            return "";
        }
        String packet = name + "@" + version;
        try {
            Files.createDirectories(folder);
            List<String> command =
                    List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", folder.toString(), packet);
            Process install = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            boolean ended = install.waitFor(PATIENCE, TimeUnit.SECONDS);
            install.destroy();
            return ended && Files.isDirectory(file(name)) ? "" : "npm cannot fetch " + packet;
        } catch (IOException e) {
            return "npm is not installed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
