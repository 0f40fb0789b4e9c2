package dev.echolocate.embedded;

import dev.echolocate.web.http.WebFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Those of a folder, and behind them, where there is no WAR, those of a folder among the classes. See {@link Assets}. */
public final class FolderFiles implements WebFiles {
    private final Path folder;
    private final @Nullable Path behind;

    /** @param classes where {@code META-INF/resources} may be */
    public FolderFiles(Path folder, ClassLoader classes) {
        this.folder = folder;
        URL resources = classes.getResource(Assets.RESOURCES);
        this.behind = resources != null && resources.getProtocol().equals("file")
                ? Path.of(URI.create(resources.toString()))
                : null;
    }

    @Override
    public Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        gather(folder, names);
        if (behind != null) {
            gather(behind, names);
        }
        return names;
    }

    private static void gather(Path root, Set<String> names) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(root.relativize(file).toString().replace('\\', '/')));
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.newInputStream(behind == null || Files.exists(file) ? file : behind.resolve(name));
    }
}
