package dev.echolocate.benchmarks.work;

import static java.util.Map.entry;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Loop;
import dev.echolocate.benchmarks.client.Target;
import dev.echolocate.benchmarks.server.Memory;
import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Sessions that say nothing: what each of them holds. */
final class Idle implements Load {
    private static final double KIB = 1_024;

    private final Running server;
    private final Target target;
    private final boolean deflate;

    Idle(Running server, String path, String subprotocol, boolean deflate) throws IOException, InterruptedException {
        this.server = server;
        this.deflate = deflate;
        target = server.target(path, subprotocol, deflate);
        server.ready(target);
    }

    @Override
    public Sample sample(String row, int size, int seconds) throws IOException, InterruptedException {
        Memory before = Memory.of(server);
        try (Loop loop = new Loop()) {
            boolean deflates = false;
            for (int i = 0; i < size; i++) {
                deflates = loop.add(Connection.open(target, (buffer, from, length, now) -> {}))
                        .deflates();
            }
            Thread.sleep(1_000L * seconds);
            Memory after = Memory.of(server);
            List<String> endings = loop.endings();
            return Sample.of(
                    row,
                    server.server().label(),
                    Map.ofEntries(
                            entry(Figure.HEAP, (after.heap() - before.heap()) / size / KIB),
                            entry(Figure.OUTSIDE, (after.outside() - before.outside()) / size / KIB),
                            entry(Figure.SESSION, (after.resident() - before.resident()) / size / KIB),
                            entry(Figure.RESIDENT, after.resident() / KIB / KIB)),
                    remarks(endings, deflates));
        }
    }

    private List<String> remarks(List<String> endings, boolean deflates) {
        String ended = endings.isEmpty() ? "" : endings.size() + " connections ended: " + endings.get(0);
        String deflated = deflate ? "permessage-deflate " + (deflates ? "agreed" : "not agreed") : "";
        return List.of(ended, deflated).stream().filter(text -> !text.isEmpty()).toList();
    }

    @Override
    public void close() {}
}
