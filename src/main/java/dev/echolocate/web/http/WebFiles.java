package dev.echolocate.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** The files beside the classes: pages, scripts, pictures, and what a WAR keeps to itself. */
public interface WebFiles {
    /** Names, relative to the context path. May block. */
    Set<String> names() throws IOException;

    /** What is in one of them. May block. */
    InputStream open(String name) throws IOException;
}
