package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Loop;
import dev.echolocate.benchmarks.client.Target;
import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Everybody waits for the echo of a message before the next. */
final class ClosedLoop implements Load {
    private final Loop loop = new Loop();
    private final Window window;
    private final List<Caller> callers = new ArrayList<>();

    ClosedLoop(Running server, int size) throws IOException, InterruptedException {
        window = new Window(server, loop);
        // Ours puts "echo: " in front otherwise.
        Target target = server.target("/echo?prefix=", "", false);
        server.ready(target);
        for (int i = 0; i < size; i++) {
            Caller caller = new Caller(window);
            callers.add(caller);
            caller.calls(loop.add(Connection.open(target, caller)));
        }
    }

    @Override
    public Sample sample(String row, int inFlight, int seconds) throws InterruptedException {
        window.open(Schedule.NONE);
        callers.forEach(caller -> loop.call(() -> caller.begin(inFlight)));
        window.close(seconds);
        callers.forEach(caller -> loop.call(caller::end));
        window.drain(this::missing);
        return window.sample(row, new Histogram(3), loop.call(this::missing), 0, "");
    }

    private long missing() {
        return callers.stream().mapToLong(Caller::missing).sum();
    }

    @Override
    public void close() {
        loop.close();
    }
}
