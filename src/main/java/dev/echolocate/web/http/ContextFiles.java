package dev.echolocate.web.http;

import jakarta.servlet.ServletContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** Those of an application in a container. */
public record ContextFiles(ServletContext context) implements WebFiles {
    private static final String ROOT = "/";

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        gather(ROOT, names);
        return names;
    }

    private void gather(String folder, Set<String> names) {
        Set<String> paths = context.getResourcePaths(folder);
        for (String path : paths == null ? Set.<String>of() : paths) {
            if (path.endsWith("/")) {
                gather(path, names);
            } else {
                names.add(path.substring(ROOT.length()));
            }
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        InputStream in = context.getResourceAsStream(ROOT + name);
        if (in == null) {
            throw new FileNotFoundException(name);
        }
        return in;
    }
}
