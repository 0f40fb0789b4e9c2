package dev.echolocate.benchmarks;

import dev.echolocate.benchmarks.server.Running;
import dev.echolocate.benchmarks.server.Server;
import dev.echolocate.benchmarks.work.Load;
import dev.echolocate.benchmarks.work.Sample;
import dev.echolocate.benchmarks.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Warm servers side by side, of which one works at a time: what disturbs a machine disturbs all of them. */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final List<Running> servers = new ArrayList<>();
    private final Map<Server, Load> loads = new LinkedHashMap<>();

    Stage(Path folder) {
        this.folder = folder;
    }

    void open(Server server, Work work, int warmup) throws IOException, InterruptedException {
        Running running = Running.start(server, folder.resolve(server.label()), work.environment());
        servers.add(running);
        loads.put(server, work.open(running, warmup));
    }

    /** One sample of each, in turns. */
    List<Sample> samples(Work work, int amount, int seconds) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (Map.Entry<Server, Load> load : loads.entrySet()) {
            try {
                samples.add(load.getValue().sample(work.row(amount), amount, seconds));
            } catch (IOException e) {
                samples.add(Sample.failed(work.row(amount), load.getKey().label(), e.toString()));
            }
        }
        return samples;
    }

    @Override
    public void close() {
        loads.values().forEach(Load::close);
        servers.forEach(Running::close);
    }
}
