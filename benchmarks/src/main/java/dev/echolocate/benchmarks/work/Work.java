package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What servers are made to do.
 *
 * @param service the one that it wants of a server
 * @param rows in the table
 * @param opener of connections to one server, each time
 */
public record Work(String service, List<String> rows, Opener opener) {
    /** Messages a second that people send in the warm-up, so that the way in is warm, too. */
    private static final int WARM = 1_200;

    /** Opens all connections to a fresh server, and warms it up for some seconds. */
    public interface Opener {
        Load open(Running server, int warmup) throws IOException, InterruptedException;
    }

    /** 50 connections; each has some messages of 100 bytes in flight, and sends the next when one is back. */
    public static Work echo() {
        List<Integer> inFlight = List.of(1, 16);
        return new Work("echo", rows("echo, 50 with %d in flight", inFlight), (server, warmup) -> {
            ClosedLoop load = new ClosedLoop(server, 50, inFlight);
            load.phase("warm-up", 16, warmup);
            return load;
        });
    }

    /** One sends 100 bytes at a rate, and 500 read them, the sender too. */
    public static Work broadcast() {
        List<Integer> rates = List.of(40, 400);
        return new Work("broadcast", rows("broadcast, %d/s to 500", rates), (server, warmup) -> {
            OpenLoop load = new OpenLoop(server, "/broadcast/bench", new Plain(), 500, rates);
            load.phase("warm-up", 400, warmup);
            return load;
        });
    }

    /** People in one room: each moves once a second, and sees everybody. */
    public static Work tracker(int people) {
        return new Work("tracker", rows("tracker, %d people", List.of(people)), (server, warmup) -> {
            OpenLoop load = new OpenLoop(server, "/tracker/bench", new Positions(people), people, List.of(people));
            load.phase("warm-up", Math.max(1, WARM / people) * people, warmup);
            return load;
        });
    }

    /** All of them. */
    public static Stream<Work> all(int people) {
        return Stream.of(echo(), broadcast(), tracker(people));
    }

    private static List<String> rows(String row, List<Integer> numbers) {
        return numbers.stream().map(row::formatted).toList();
    }
}
