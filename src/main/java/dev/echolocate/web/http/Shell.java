package dev.echolocate.web.http;

import dev.echolocate.base.JsonWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET worker.js}: the service worker of those who press <em>Install</em>. Before the file of that name comes a line that says which
 * build of the pages this is, and which files belong to it: {@code self.SHELL = {"build": …, "files": […]};}. Where one byte of them is
 * another one, or a header that they are served with, it is another build, and browsers fetch all of it anew. Files don't change while it runs.
 */
public final class Shell implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/worker.js";

    private static final String WORKER = "worker.js";

    /** What pages are made of. The finest outline of the land is large, and asked for where somebody looks; a WAR has folders of its own. */
    private static final Pattern SHOWN = Pattern.compile(
            "(?!WEB-INF/|META-INF/|dev/|map/land-10m/|404\\.|error\\.).*\\.(html|js|css|json|svg|webmanifest)");

    private static final int HASH_BYTES = 8;

    private final WebFiles files;
    private final Predicate<String> answered;
    private final String version;
    private final String headers;
    private final Work work;
    private volatile @Nullable Content made;

    /**
     * Of some files.
     *
     * @param answered whether something else than the file is behind a path, such as {@code /inspect.html} where that is turned off
     * @param version of the application
     * @param headers what is sent with all of them
     * @param work what reads them: a disk may be slow
     */
    public Shell(WebFiles files, Predicate<String> answered, String version, String headers, Work work) {
        this.files = files;
        this.answered = answered;
        this.version = version;
        this.headers = headers;
        this.work = work;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!Access.knows(exchange, Access.READING)) {
            return;
        }
        Content known = made;
        if (known != null) {
            Reply.kept(exchange, known);
        } else {
            work.run(exchange, this::make);
        }
    }

    private Content make() {
        try {
            SortedSet<String> names = names(files.names());
            JsonWriter json = new JsonWriter().object().member("build", version + "-" + hash(names));
            json.array("files");
            names.forEach(json::value);
            String script = "self.SHELL = " + json.done() + ";\n" + new String(read(WORKER), StandardCharsets.UTF_8);
            Content content =
                    Content.text("text/javascript;charset=utf-8", script).with(Reply.KEPT);
            made = content;
            return content;
        } catch (FileNotFoundException | NoSuchFileException e) {
            // What tells a worker of former pages to go.
            return Content.none(404, Map.of("Cache-Control", "no-store"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedSet<String> names(Set<String> all) {
        return all.stream()
                .filter(SHOWN.asMatchPredicate())
                .filter(name -> !answered.test("/" + name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String hash(SortedSet<String> names) throws IOException {
        MessageDigest whole = sha256();
        whole.update(headers.getBytes(StandardCharsets.UTF_8));
        whole.update(sha256().digest(read(WORKER)));
        for (String name : names) {
            whole.update(name.getBytes(StandardCharsets.UTF_8));
            whole.update(sha256().digest(read(name)));
        }
        return HexFormat.of().formatHex(whole.digest(), 0, HASH_BYTES);
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = files.open(name)) {
            return in.readAllBytes();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
