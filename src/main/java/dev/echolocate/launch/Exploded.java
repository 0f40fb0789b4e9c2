package dev.echolocate.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A WAR unpacked into a {@link Folder} of its own. Thread-safe. */
final class Exploded {
    private @Nullable Folder folder;

    synchronized Path root() {
        return Objects.requireNonNull(folder, "not unpacked").contents();
    }

    /** The loader of the WAR's classes and libraries, and of those that a container would have brought. */
    synchronized URLClassLoader unpack(Path war) throws IOException {
        Folder folder = Folder.make();
        this.folder = folder;
        folder.sweep();
        Path root = folder.contents();
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
        Folder folder = this.folder;
        if (folder == null) {
            return;
        }
        try {
            folder.delete();
        } catch (IOException e) {
            System.err.println("Left behind: " + folder.contents());
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
}
