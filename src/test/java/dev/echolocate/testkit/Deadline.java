package dev.echolocate.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How long a test waits for what must come: far longer than it takes, so that a slow machine fails no test. */
public final class Deadline {
    /** For one step of one test. */
    public static final Duration STEP = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(5);

    private final long end;

    private Deadline(Duration duration) {
        end = System.nanoTime() + duration.toNanos();
    }

    public static Deadline step() {
        return new Deadline(STEP);
    }

    public static Deadline in(Duration duration) {
        return new Deadline(duration);
    }

    /** At least 1 while it lasts, 0 after. */
    public int leftMillis() {
        long left = end - System.nanoTime();
        return left <= 0 ? 0 : (int) Math.max(1, left / 1_000_000);
    }

    public boolean over() {
        return leftMillis() == 0;
    }

    /** Waits for a condition. */
    public static void await(String what, BooleanSupplier condition) {
        await(what, STEP, condition, () -> "");
    }

    /**
     * Waits for a condition.
     *
     * @param state what to say about the present, where the deadline passes
     */
    public static void await(String what, Duration atMost, BooleanSupplier condition, Supplier<String> state) {
        await(what, atMost, POLL, condition, state);
    }

    /**
     * Waits for a condition that costs something to look at.
     *
     * @param every the time between two looks
     * @param state what to say about the present, where the deadline passes
     */
    public static void await(
            String what, Duration atMost, Duration every, BooleanSupplier condition, Supplier<String> state) {
        Deadline deadline = in(atMost);
        while (!condition.getAsBoolean()) {
            if (deadline.over()) {
                throw new AssertionError("not in " + atMost.toSeconds() + " s: " + what + " " + state.get());
            }
            pause(every);
        }
    }

    static void pause() {
        pause(POLL);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
