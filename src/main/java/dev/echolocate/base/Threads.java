package dev.echolocate.base;

/**
 * Some threads that do the same, and what waits for them, as of now. Immutable.
 *
 * @param pool what they are there for: a word
 * @param busy threads that are at work
 * @param threads there may be
 * @param waiting tasks that no thread has yet
 * @param places for those; {@link #UNBOUNDED} where nothing bounds them but what makes them
 */
public record Threads(String pool, long busy, long threads, long waiting, long places) {
    public static final long UNBOUNDED = -1;
}
