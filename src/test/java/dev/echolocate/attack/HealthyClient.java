package dev.echolocate.attack;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Somebody who uses everything, all the time, and must notice nothing of what others do: each way on a thread of its own,
 * with a session that stays or with a connection for each turn. What is refused, lost, wrong or too late is noted in words,
 * and the way begins anew.
 */
final class HealthyClient implements AutoCloseable {
    /** Between two turns of one way: a person's haste, not a benchmark's. */
    private static final long PAUSE_MILLIS = 40;

    private static final Duration ROUND = Duration.ofSeconds(120);
    private static final int MAX_FAILURES = 20;

    private final List<Way> ways = new ArrayList<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopped;

    /** Nanoseconds of the turns since the last {@link #clear}, and how many there were in all. */
    private static final class Way {
        final String what;
        final Thread thread;
        final AtomicLong turns = new AtomicLong();
        final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

        Way(String what, Consumer<Way> run) {
            this.what = what;
            this.thread = new Thread(() -> run.accept(this), "healthy " + what);
        }

        double millis(double share) {
            List<Long> sorted;
            synchronized (nanos) {
                sorted = nanos.stream().sorted().toList();
            }
            return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
        }
    }

    /** Begins at once, as a client that comes from where {@code server} says. */
    HealthyClient(Server server) {
        HealthyTurns turns = new HealthyTurns(server);
        way("echo", turns::echo);
        way("echo in fragments", turns::fragments);
        way("echo with pings", turns::pings);
        way("broadcast", turns::broadcast);
        way("tracker", turns::tracker);
        way("chat", turns::chat);
        way("event stream", turns::stream);
        way("polls", () -> turns::poll);
        way("long polls", () -> turns::longPoll);
        way("pages", () -> turns::pages);
        way("newcomers", () -> turns::newcomer);
        ways.forEach(way -> way.thread.start());
    }

    private void way(String what, HealthyTurns.Begin begin) {
        ways.add(new Way(what, way -> run(way, begin)));
    }

    private void run(Way way, HealthyTurns.Begin begin) {
        HealthyTurns.Turn turn = null;
        for (int n = 0; !stopped; n++) {
            try {
                turn = turn == null ? begin.begin() : turn;
                long start = System.nanoTime();
                turn.take(n);
                way.nanos.add(System.nanoTime() - start);
                way.turns.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            } catch (Exception | AssertionError e) {
                failed(way.what, e);
                end(turn);
                turn = null;
            }
        }
        end(turn);
    }

    private void failed(String what, Throwable e) {
        if (failures.size() < MAX_FAILURES) {
            Throwable cause = e.getCause();
            failures.add(what + ": " + e.getMessage() + (cause == null ? "" : ", since " + cause));
        }
    }

    private static void end(HealthyTurns.Turn turn) {
        try {
            if (turn != null) {
                turn.end();
            }
        } catch (Exception | AssertionError gone) {
            return;
        }
    }

    /** Waits until each way has gone so many more turns, or something has failed. */
    void turns(int more) {
        long[] goals = ways.stream().mapToLong(way -> way.turns.get() + more).toArray();
        Deadline.await(
                "everything was done " + more + " times", ROUND, () -> reached(goals) || hasFailed(), this::told);
    }

    private boolean reached(long[] goals) {
        for (int i = 0; i < goals.length; i++) {
            if (ways.get(i).turns.get() < goals[i]) {
                return false;
            }
        }
        return true;
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    /** What was refused, lost, wrong or too late. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** From here on latencies are counted anew. */
    void clear() {
        ways.forEach(way -> way.nanos.clear());
    }

    /** The slowest hundredth of each way's turns begins here, in milliseconds, in the order of the ways. */
    List<Double> p99() {
        return ways.stream().map(way -> way.millis(0.99)).toList();
    }

    List<String> ways() {
        return ways.stream().map(way -> way.what).toList();
    }

    /** Turns, p50 and p99 of each way, in milliseconds. */
    String told() {
        StringBuilder told = new StringBuilder();
        for (Way way : ways) {
            told.append(String.format(
                    "  %-18s %6d turns, p50 %7.1f ms, p99 %7.1f ms%n",
                    way.what, way.turns.get(), way.millis(0.5), way.millis(0.99)));
        }
        failures().forEach(failure -> told.append("  FAILED ").append(failure).append('\n'));
        return told.toString();
    }

    /** Ends its sessions as one should; what fails from here on is its own doing. */
    @Override
    public void close() {
        stopped = true;
        for (Way way : ways) {
            try {
                way.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
