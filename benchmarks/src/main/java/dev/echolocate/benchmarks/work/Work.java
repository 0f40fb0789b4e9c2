package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What servers are made to do.
 *
 * @param name of a table, which works may share
 * @param service the one that it wants of a server
 * @param format of a row's name, which no other work has, from its amount
 * @param amounts of load, one for each row of the table
 * @param warm the amount that warms up, a high one, since code that runs seldom stays interpreted for long; or
 *     {@link #COLD}
 * @param figures that the table has; the first one is charted
 * @param environment that servers have for it
 * @param opener of connections to a server
 */
public record Work(
        String name,
        String service,
        String format,
        List<Integer> amounts,
        int warm,
        List<Figure> figures,
        Map<String, String> environment,
        Opener opener) {
    /** In place of an amount: nothing is warmed up, and one round is enough. */
    static final int COLD = -1;

    /** Opens all connections. */
    public interface Opener {
        Load open(Running server) throws IOException, InterruptedException;
    }

    /** Whether it has something to do in this round, from 1 on. */
    public boolean has(int round) {
        return round == 1 || warm != COLD;
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
        boolean warms = warm != COLD && server.server().compiles();
        while (warms && server.cpu().toSeconds() < warmup && System.nanoTime() < latest) {
            load.sample("warm-up", warm, 2);
        }
        for (int amount : amounts) {
            load.sample("warm-up", amount, 1);
        }
        return load;
    }
}
