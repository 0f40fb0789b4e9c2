package dev.echolocate.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of a folder, which may change, and behind them those of WebJars, which don't. Small ones are kept in memory; how
 * many there can be is bounded by the files that there are. Thread-safe; may block.
 */
final class Assets {
    private static final int KEPT = 4 << 20;
    private static final String RESOURCES = "META-INF/resources/";

    private record Cached(Asset asset, long size, long modified) {}

    private final Path root;
    private final ClassLoader libraries;
    private final Map<Path, Cached> files = new ConcurrentHashMap<>();
    private final Map<String, Asset> resources = new ConcurrentHashMap<>();

    /** @param folder exists */
    Assets(Path folder, ClassLoader libraries) throws IOException {
        this.root = folder.toRealPath();
        this.libraries = libraries;
    }

    boolean isFolder(String path) {
        return Files.isDirectory(root.resolve(path));
    }

    /** @param path relative, as {@link StaticPath} gives it */
    @Nullable
    Asset find(String path) throws IOException {
        Asset file = file(path);
        return file != null ? file : resource(path);
    }

    private @Nullable Asset file(String path) throws IOException {
        Path file = root.resolve(path);
        try {
            // The real path: no link leads out of the folder, and no other spelling of a name to a hidden one.
            if (!Files.isRegularFile(file) || !file.toRealPath().equals(file)) {
                return null;
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            long modified = now.lastModifiedTime().toMillis();
            Cached cached = files.get(file);
            if (cached != null && cached.size == now.size() && cached.modified == modified) {
                return cached.asset;
            }
            Asset asset = Asset.of(path, Files.readAllBytes(file), modified);
            if (now.size() <= KEPT) {
                files.put(file, new Cached(asset, now.size(), modified));
            }
            return asset;
        } catch (NoSuchFileException e) {
            return null; // deleted meanwhile
        }
    }

    private @Nullable Asset resource(String path) throws IOException {
        Asset cached = resources.get(path);
        if (cached != null) {
            return cached;
        }
        URL url = path.isEmpty() || path.endsWith("/") ? null : libraries.getResource(RESOURCES + path);
        if (url == null || isFolder(url, path)) {
            return null;
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            long modified = connection instanceof JarURLConnection jar
                    ? jar.getJarEntry().getTime()
                    : connection.getLastModified();
            Asset asset = Asset.of(path, in.readAllBytes(), Math.max(0, modified));
            if (asset.bytes().length <= KEPT) {
                resources.put(path, asset);
            }
            return asset;
        }
    }

    /** In a folder of classes, unlike in a JAR, a file is found by its name and a slash, too. */
    private boolean isFolder(URL url, String path) {
        return url.getProtocol().equals("file")
                ? Files.isDirectory(Path.of(URI.create(url.toString())))
                : libraries.getResource(RESOURCES + path + "/") != null;
    }
}
