package dev.echolocate.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Who is measured. */
public interface Server {
    /** What it is called in the table. */
    String label();

    /** What exactly it is. */
    String version();

    /** Why it can't be started on this machine; empty if it can. */
    String missing();

    /** Whether it compiles while it runs, so that it has to be warm. */
    default boolean compiles() {
        return true;
    }

    /** Whether it has this service: echo, broadcast or tracker. */
    boolean does(String service);

    /**
     * How it is started, in the foreground.
     *
     * @param folder an absolute one, for its files
     */
    List<String> command(int port, Path folder) throws IOException;
}
