package dev.echolocate.kit;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the libraries are that a WAR would bring. */
final class Jars {
    private Jars() {}

    /** The jar that a class comes from. */
    static Path of(String className) {
        try {
            return Path.of(Class.forName(className, false, Jars.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("no " + className, e);
        }
    }
}
