package dev.echolocate.benchmarks.work;

import static java.util.Map.entry;

import dev.echolocate.benchmarks.client.Loop;
import dev.echolocate.benchmarks.server.Running;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** One window of time after the other: what comes in it, and what that costs. What comes is counted on the loop's thread. */
final class Window {
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(3);
    private static final long MOST = TimeUnit.SECONDS.toNanos(20);

    /** What was used and delivered until a moment. */
    private record Spent(long nanos, Duration server, Duration generator, long delivered, long bytes) {}

    private final Running server;
    private final Loop loop;
    private final Histogram ages = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    private Schedule schedule = Schedule.NONE;
    private long delivered;
    private long scheduled;
    private long disorder;
    private String complaint = "";
    private Spent before = new Spent(0, Duration.ZERO, Duration.ZERO, 0, 0);
    private Spent after = before;
    private double resident;

    Window(Running server, Loop loop) {
        this.server = server;
        this.loop = loop;
    }

    /** A message came, after all that came before. One of an earlier window counts, but has no age. */
    void delivered(long number, long now) {
        delivered++;
        if (schedule.has(number)) {
            scheduled++;
            ages.recordValue(Math.max(0, now - schedule.due(number)));
        }
    }

    /** An answer came, to what was asked then. */
    void answered(long asked, long now) {
        delivered++;
        ages.recordValue(Math.max(0, now - asked));
    }

    /** A message came again, or after a later one. */
    void disorder() {
        disorder++;
    }

    /** Something came that nobody expects, or, where the text is empty, not. */
    void complain(String text) {
        complaint = text.isEmpty() ? complaint : text;
    }

    /** Messages of this window that came. */
    long scheduled() {
        return loop.call(() -> scheduled);
    }

    void open(Schedule next) {
        before = loop.call(() -> {
            schedule = next;
            scheduled = 0;
            disorder = 0;
            complaint = "";
            ages.reset();
            return spent();
        });
    }

    /** Waits for its end, {@code seconds} after it was opened. */
    void close(int seconds) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(before.nanos + TimeUnit.SECONDS.toNanos(seconds) - System.nanoTime());
        after = loop.call(this::spent);
        resident = server.resident() / 1048576.0;
    }

    private Spent spent() {
        Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return new Spent(System.nanoTime(), server.cpu(), own, delivered, loop.received());
    }

    /** Waits until nothing is missing any more, or nothing has come for some seconds. */
    void drain(LongSupplier missing) throws InterruptedException {
        long began = System.nanoTime();
        long heard = began;
        long there = -1;
        while (loop.call(missing::getAsLong) > 0) {
            long now = System.nanoTime();
            long known = there;
            there = loop.call(() -> delivered);
            heard = there == known ? heard : now;
            if (now - heard > SILENCE || now - began > MOST) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /**
     * What was seen.
     *
     * @param late how late messages were sent
     * @param failure why some were not sent, or empty
     */
    Sample sample(String row, Histogram late, long lost, long conflated, String failure) {
        double seconds = (after.nanos - before.nanos) / 1e9;
        long messages = after.delivered - before.delivered;
        double bytes = after.bytes - before.bytes;
        double cpu = after.server.minus(before.server).toNanos() / 1e3;
        double own = after.generator.minus(before.generator).toNanos() / 1e3;
        List<String> endings = loop.endings();
        int connections = loop.size();
        String ended = endings.isEmpty() ? "" : endings.size() + " connections ended: " + endings.get(0);
        return loop.call(() -> new Sample(
                row,
                server.server().label(),
                Map.ofEntries(
                        entry(Figure.CPU, cpu / Math.max(1, messages)),
                        entry(Figure.CORES, cpu / 1e6 / seconds),
                        entry(Figure.RATE, messages / seconds),
                        entry(Figure.P50, ages.getValueAtPercentile(50) / 1e6),
                        entry(Figure.P99, ages.getValueAtPercentile(99) / 1e6),
                        entry(Figure.P999, ages.getValueAtPercentile(99.9) / 1e6),
                        entry(Figure.BYTES, bytes / Math.max(1, messages)),
                        entry(Figure.KILOBYTES, bytes / 1e3 / seconds / connections),
                        entry(Figure.RESIDENT, resident),
                        entry(Figure.GENERATOR, own / Math.max(1, messages)),
                        entry(Figure.LATE, late.getValueAtPercentile(99) / 1e6)),
                lost,
                conflated,
                disorder,
                Stream.of(failure, ended, complaint)
                        .filter(text -> !text.isEmpty())
                        .toList()));
    }
}
