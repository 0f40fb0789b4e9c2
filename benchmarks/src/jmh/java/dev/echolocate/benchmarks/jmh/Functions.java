package dev.echolocate.benchmarks.jmh;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.delivery.Dialect.FrameHead;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Part;
import dev.echolocate.feed.Batch;
import dev.echolocate.feed.Board;
import dev.echolocate.feed.FeedLimits;
import dev.echolocate.feed.Item;
import dev.echolocate.feed.LocalEngine;
import dev.echolocate.feed.Owner;
import dev.echolocate.feed.Written;
import dev.echolocate.tracker.TrackerProtocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a position costs by itself: decoded, put on a Board, read of it, and encoded for all readers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Functions {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Item GONE = Item.json("{\"id\":\"p0\",\"left\":true}");

    /** On the Board, and in a batch. */
    @Param({"100", "1000"})
    public int people;

    private final LocalEngine engine = new LocalEngine(
            FeedLimits.of(256L << 20, 10, LIFE, 10_000, false),
            () -> System.nanoTime() / 1_000_000,
            System::currentTimeMillis);

    private List<String> said;
    private List<Item> items;
    private List<Owner> owners;
    private Board board;
    private Part batch;
    private int person;
    private long version;

    /** Everybody is there once. */
    @Setup(Level.Trial)
    public void meet() {
        said = all("{\"id\":\"p%d\",\"lat\":47.376889,\"lon\":8.541694,\"accuracy\":12.5,\"at\":"
                + System.currentTimeMillis() + "}");
        items = said.stream().map(Item::json).toList();
        owners = all("%d").stream()
                .map(each -> new Owner("proof" + each, "lease" + each, Address.UNKNOWN))
                .toList();
        board = engine.board("tracker/bench", Address.UNKNOWN)
                .toCompletableFuture()
                .join()
                .feed();
        for (int i = 0; i < people; i++) {
            put();
        }
        batch = new Part(null, false, read());
    }

    private List<String> all(String format) {
        return IntStream.range(0, people)
                .mapToObj(each -> String.format(Locale.ROOT, format, each))
                .toList();
    }

    /** One position of JSON. */
    @Benchmark
    public TrackerProtocol.TrackerMessage decode() throws BadMessageException {
        person = (person + 1) % people;
        return TrackerProtocol.decode(said.get(person), System.currentTimeMillis());
    }

    /** The next person moves. */
    @Benchmark
    public Written put() {
        person = (person + 1) % people;
        return board.put("p" + person, owners.get(person), ++version, LIFE, items.get(person), GONE)
                .toCompletableFuture()
                .join();
    }

    /** Everybody, as who comes in does. */
    @Benchmark
    public Batch read() {
        return board.read(null, board.head(), Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** All of it as the one frame that all readers are sent. */
    @Benchmark
    public ByteBuffer encode() {
        List<Frame> frames =
                FeedV1.DIALECT.encode(List.of(batch), new FrameHead("c.1", 1_767_225_600_000L, false, null));
        return frames.get(0).wire();
    }
}
