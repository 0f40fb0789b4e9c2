package dev.echolocate.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The pages as they are, and as a test would have them: with one script more. */
public final class Pages {
    public static final Path AS_THEY_ARE = Path.of("src", "main", "webapp");
    private static final String FIRST = "complaints.js";

    private Pages() {}

    /** A copy whose pages keep what goes wrong on them, for {@link #COMPLAINTS}. */
    public static Path thatComplain() throws IOException {
        Path copy = Machine.folder("pages-");
        List<Path> files;
        try (Stream<Path> all = Files.walk(AS_THEY_ARE)) {
            files = all.toList();
        }
        for (Path file : files) {
            Path target = copy.resolve(AS_THEY_ARE.relativize(file));
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else if (file.toString().endsWith(".html")) {
                String html = Files.readString(file);
                Files.writeString(target, html.replaceFirst("<head>", "<head><script src=\"" + FIRST + "\"></script>"));
            } else {
                Files.copy(file, target);
            }
        }
        try (var script = Objects.requireNonNull(Pages.class.getResourceAsStream("/" + FIRST))) {
            Files.write(copy.resolve(FIRST), script.readAllBytes());
        }
        return copy;
    }

    /** What there was to complain of in a tab since it was opened. */
    public static final String COMPLAINTS = "sessionStorage.getItem('complaints') ?? ''";
}
