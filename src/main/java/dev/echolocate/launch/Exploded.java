package dev.echolocate.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A WAR unpacked into a temporary folder that only its owner can enter. Thread-safe. */
final class Exploded {
    private @Nullable Path folder;

    synchronized Path root() {
        return Objects.requireNonNull(folder, "not unpacked");
    }

    /** The loader of the WAR's classes and libraries, and of those that a container would have brought. */
    synchronized URLClassLoader unpack(Path war) throws IOException {
        Path root = Files.createTempDirectory("echolocate-", ownerOnly());
        folder = root;
        try (ZipFile zip = new ZipFile(war.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                // The launcher's own classes are no page, and must not be served as one.
                if (!entry.getName().startsWith("dev/")) {
                    unpack(zip, entry, root);
                }
            }
        }
        List<URL> path = new ArrayList<>();
        path.add(root.resolve("WEB-INF/classes").toUri().toURL());
        addJars(path, root.resolve("WEB-INF/lib"));
        addJars(path, root.resolve("WEB-INF/lib-provided"));
        return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Deletes what it can, also when called twice or while somebody still reads. */
    synchronized void delete() {
        Path root = folder;
        if (root == null || !Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Left behind: " + root);
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("The archive wants to write outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolve("..").normalize());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    private static void addJars(List<URL> path, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                path.add(jar.toUri().toURL());
            }
        }
    }

    /** On Windows, the user's temporary folder is private as it is. */
    private static FileAttribute<?>[] ownerOnly() {
        return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
