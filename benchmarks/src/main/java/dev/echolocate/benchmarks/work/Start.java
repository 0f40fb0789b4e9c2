package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How long a server takes from its process' start until it has let a WebSocket in. Others of it may be running. */
record Start(Running first, String path) implements Load {
    @Override
    public Sample sample(String row, int amount, int seconds) throws IOException, InterruptedException {
        try (Running another = first.another()) {
            double took = another.ready(another.target(path, "", false));
            return Sample.of(
                    row,
                    first.server().label(),
                    Map.of(Figure.START, took / 1e6, Figure.RESIDENT, another.resident() / 1048576.0),
                    List.of());
        }
    }

    @Override
    public void close() {}
}
