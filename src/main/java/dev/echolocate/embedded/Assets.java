package dev.echolocate.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of a folder, which may change, and behind them those of WebJars, which don't. They are read once, and kept as long as
 * all of them together are no more than {@value #KEPT} bytes. Thread-safe.
 */
final class Assets {
    private static final int KEPT = 8 << 20;
    static final String RESOURCES = "META-INF/resources/";

    /** What is there: a file of the folder as it is now, or one of a WebJar, whose size and time nobody looks at. */
    record FoundAsset(String name, @Nullable Path file, long size, long modified) {}

    private record CachedAsset(FoundAsset found, Asset asset) {}

    private final Path root;
    private final ClassLoader libraries;
    private final Map<String, CachedAsset> kept = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private long bytes;

    /** @param folder exists */
    Assets(Path folder, ClassLoader libraries) throws IOException {
        this.root = folder.toRealPath();
        this.libraries = libraries;
    }

    /** @param path relative, as {@link StaticPath} gives it */
    boolean isFolder(String path) {
        Path folder = resolve(path);
        return folder != null && Files.isDirectory(folder);
    }

    /**
     * Looks for a file, without reading it; null where there is none.
     *
     * @param path as of {@link #isFolder}
     */
    @Nullable
    FoundAsset look(String path) {
        FoundAsset file = file(path);
        return file != null ? file : resource(path);
    }

    /** What was read of it before; null where it wasn't, or has changed since. */
    @Nullable
    Asset kept(FoundAsset found) {
        CachedAsset before = kept.get(found.name);
        return before != null && before.found.equals(found) ? before.asset : null;
    }

    /** Reads it, unless it was read before. May block. */
    Asset read(FoundAsset found) throws IOException {
        Asset before = kept(found);
        if (before != null) {
            return before;
        }
        Asset asset = found.file == null
                ? readResource(found.name)
                : Asset.of(found.name, Files.readAllBytes(found.file), found.modified);
        keep(found, asset);
        return asset;
    }

    private Asset readResource(String name) throws IOException {
        URL url = libraries.getResource(RESOURCES + name);
        if (url == null) {
            throw new NoSuchFileException(name);
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            long modified = connection instanceof JarURLConnection jar
                    ? jar.getJarEntry().getTime()
                    : connection.getLastModified();
            return Asset.of(name, in.readAllBytes(), Math.max(0, modified));
        }
    }

    private synchronized void keep(FoundAsset found, Asset asset) {
        CachedAsset before = kept.remove(found.name);
        bytes -= before == null ? 0 : before.asset.size();
        if (bytes + asset.size() <= KEPT) {
            bytes += asset.size();
            kept.put(found.name, new CachedAsset(found, asset));
        }
    }

    private @Nullable FoundAsset file(String path) {
        Path file = resolve(path);
        try {
            // The real path: no link leads out of the folder, and no other spelling of a name to a hidden one.
            if (file == null || !Files.isRegularFile(file) || !file.toRealPath().equals(file)) {
                return null;
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FoundAsset(path, file, now.size(), now.lastModifiedTime().toMillis());
        } catch (IOException e) {
            return null; // deleted meanwhile
        }
    }

    /** Null where this system can't have a file of that name. */
    private @Nullable Path resolve(String path) {
        try {
            return root.resolve(path);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private @Nullable FoundAsset resource(String path) {
        FoundAsset known = new FoundAsset(path, null, 0, 0);
        if (kept(known) != null) {
            return known;
        }
        URL url = path.isEmpty() || path.endsWith("/") ? null : libraries.getResource(RESOURCES + path);
        return url == null || isFolder(url, path) ? null : known;
    }

    /** In a folder of classes, unlike in a JAR, a file is found by its name and a slash, too. */
    private boolean isFolder(URL url, String path) {
        return url.getProtocol().equals("file")
                ? Files.isDirectory(Path.of(URI.create(url.toString())))
                : libraries.getResource(RESOURCES + path + "/") != null;
    }
}
