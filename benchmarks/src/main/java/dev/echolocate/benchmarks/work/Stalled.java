package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Loop;
import dev.echolocate.benchmarks.client.Target;
import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A broadcast in which some readers read nothing any more. Only what the others get is measured. */
final class Stalled implements Load {
    private static final int RATE = 400;
    /** Seconds until the buffers of who does not read are full. */
    private static final int FILLS = 3;

    private final Target target;
    private final int some;
    private final OpenLoop others;
    private final List<Connection> opened = new ArrayList<>();
    private Loop loop = new Loop();

    /**
     * Opens those who always read.
     *
     * @param some how many more there are, who may stall
     */
    Stalled(Running server, Crowd crowd, int some) throws IOException, InterruptedException {
        others = new OpenLoop(server, new Plain(), crowd);
        target = server.target(crowd.path(), "", false);
        this.some = some;
    }

    /**
     * The server may have given up the stalled ones of the last sample, so there are new ones.
     *
     * @param percent 0, or how many of all stall
     */
    @Override
    public Sample sample(String row, int percent, int seconds) throws IOException, InterruptedException {
        leave();
        for (int i = 0; i < some; i++) {
            Connection one = Connection.open(target, (buffer, from, length, now) -> {});
            opened.add(percent == 0 ? loop.add(one) : one);
        }
        others.sample("fills buffers", RATE, FILLS);
        return others.sample(row, RATE, seconds);
    }

    private void leave() {
        loop.close();
        loop = new Loop();
        opened.forEach(Connection::close);
        opened.clear();
    }

    @Override
    public void close() {
        leave();
        loop.close();
        others.close();
    }
}
