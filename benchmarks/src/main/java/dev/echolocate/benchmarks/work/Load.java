package dev.echolocate.benchmarks.work;

/** Open connections to one server. */
public interface Load extends AutoCloseable {
    /**
     * Measures once.
     *
     * @param index of the work's row
     * @param row its name
     */
    Sample sample(int index, String row, int seconds) throws InterruptedException;

    @Override
    void close();
}
