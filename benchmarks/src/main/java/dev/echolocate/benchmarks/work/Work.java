package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What servers are made to do.
 *
 * @param service the one that it wants of a server
 * @param format of a row's name, from its amount
 * @param amounts of load, one for each row of the table
 * @param warm the amount that warms up; a high one, since code that runs seldom stays interpreted for long
 * @param opener of connections to a server
 */
public record Work(String service, String format, List<Integer> amounts, int warm, Opener opener) {
    /** Opens all connections. */
    public interface Opener {
        Load open(Running server) throws IOException, InterruptedException;
    }

    /** 50 connections; each has some messages of 100 bytes in flight, and sends the next when one is back. */
    public static Work echo() {
        return new Work("echo", "echo, 50 with %d in flight", List.of(1, 16), 16, server -> new ClosedLoop(server, 50));
    }

    /** One sends 100 bytes at a rate, and 500 read them, the sender too. */
    public static Work broadcast() {
        Opener opener = server -> new OpenLoop(server, "/broadcast/bench", new Plain(), 500);
        return new Work("broadcast", "broadcast, %d/s to 500", List.of(40, 400), 400, opener);
    }

    /** People in one room: each moves once a second, and sees everybody. The warm-up has some 1,200 moves a second. */
    public static Work tracker(int people) {
        Opener opener = server -> new OpenLoop(server, "/tracker/bench", new Positions(people), people);
        int warm = Math.max(1, 1_200 / people) * people;
        return new Work("tracker", "tracker, %d people", List.of(people), warm, opener);
    }

    /** All of them. */
    public static Stream<Work> all(int people) {
        return Stream.of(echo(), broadcast(), tracker(people));
    }

    /** What an amount's row is called. */
    public String row(int amount) {
        return format.formatted(amount);
    }

    /**
     * Opens all connections to a fresh server, and warms it up: until it has used so many seconds of processor time, which
     * its compiler shares, but no longer than twice as many; and then with each amount, which may take ways of its own.
     */
    public Load open(Running server, int warmup) throws IOException, InterruptedException {
        Load load = opener.open(server);
        long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(2L * warmup);
        do {
            load.sample("warm-up", warm, 2);
        } while (server.cpu().toSeconds() < warmup && System.nanoTime() < latest);
        for (int amount : amounts) {
            load.sample("warm-up", amount, 2);
        }
        return load;
    }
}
