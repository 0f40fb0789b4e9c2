package dev.echolocate.kit;

import java.util.Set;

/** The application, running on this machine's loopback interface. */
public interface Server extends AutoCloseable {
    int port();

    /** Empty, or begins with a slash and does not end with one. */
    String contextPath();

    /** Stops it as its operator would, and returns when it has stopped. Idempotent. */
    @Override
    void close();

    /** Stops it and starts it again on the same port, with nothing remembered. */
    void restart();

    /** Whether it speaks TLS, with a certificate that nobody has to trust. */
    default boolean isSecure() {
        return false;
    }

    /** What it does in its own way. */
    default Set<Difference> differences() {
        return Set.of();
    }

    /** What a page would be loaded from, without a slash at the end. */
    default String origin() {
        return (isSecure() ? "https" : "http") + "://localhost:" + port();
    }

    /** The address of a page. */
    default String url(String path) {
        return origin() + contextPath() + path;
    }
}
