package dev.echolocate.benchmarks.work;

import java.io.IOException;

/** Open connections to one server. */
public interface Load extends AutoCloseable {
    /**
     * Measures once.
     *
     * @param amount messages in flight on a connection, or sent a second, as the work has it
     */
    Sample sample(String row, int amount, int seconds) throws IOException, InterruptedException;

    @Override
    void close();
}
