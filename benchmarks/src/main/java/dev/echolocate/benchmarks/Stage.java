package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Running;
import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Load;
import dev.echolocate.benchmarks.work.Sample;
import dev.echolocate.benchmarks.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Warm servers side by side, of which one works at a time: what disturbs a machine disturbs all of them. */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final List<Running> servers = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();

    Stage(Path folder) {
        this.folder = folder;
    }

    void open(Server server, Work work, int warmup) throws IOException, InterruptedException {
        Running running = Running.start(server, folder.resolve(server.label()), work.environment());
        servers.add(running);
        loads.add(work.open(running, warmup));
    }

    /** One sample of each, in turns. */
    List<Sample> samples(Work work, int amount, int seconds) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (Load load : loads) {
            samples.add(load.sample(work.row(amount), amount, seconds));
        }
        return samples;
    }

    @Override
    public void close() {
        loads.forEach(Load::close);
        servers.forEach(Running::close);
    }
}
