package dev.echolocate.testkit;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A server that somebody else has started, with the application in it: {@code -Dexternal=http://localhost:1234/context},
 * and {@code -Dexternal.differences=} with the names of what it does in its own way. See {@code src/test/servers/run}.
 */
public final class ExternalServer implements Server {
    private final URI address = URI.create(System.getProperty("external", "none"));

    /** Whether there is one. */
    public static boolean isThere() {
        return System.getProperty("external") != null;
    }

    @Override
    public int port() {
        return address.getPort();
    }

    @Override
    public String contextPath() {
        return address.getPath().replaceFirst("/$", "");
    }

    @Override
    public Set<Difference> differences() {
        return Arrays.stream(System.getProperty("external.differences", "").split("[ ,]+"))
                .filter(name -> !name.isEmpty())
                .map(Difference::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whoever started it stops it. */
    @Override
    public void close() {}

    @Override
    public void restart() {
        throw new UnsupportedOperationException("an external server is not ours to restart");
    }
}
