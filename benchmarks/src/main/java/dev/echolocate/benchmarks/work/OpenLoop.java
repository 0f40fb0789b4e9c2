package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Frames;
import dev.echolocate.benchmarks.client.Loop;
import dev.echolocate.benchmarks.client.Target;
import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Everybody reads what some send at a rate: messages of key k are sent by the connection of that number. */
final class OpenLoop implements Load {
    private final Dialect dialect;
    private final Loop loop = new Loop();
    private final Window window;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private long next;

    OpenLoop(Running server, String path, Dialect dialect, int size) throws IOException, InterruptedException {
        this.dialect = dialect;
        window = new Window(server, loop);
        Target target = server.ready(path, dialect.subprotocol());
        for (int i = 0; i < size; i++) {
            Reader reader = new Reader(dialect, window);
            readers.add(reader);
            connections.add(loop.add(Connection.open(target, dialect.subprotocol(), reader)));
        }
    }

    /** Sends {@code rate} messages a second; in {@code seconds}, each key has equally many. */
    @Override
    public Sample sample(String row, int rate, int seconds) throws InterruptedException {
        Schedule schedule = Schedule.of(next, rate, seconds);
        next = schedule.end();
        window.open(schedule);
        Pacer pacer = new Pacer(schedule, this::send);
        window.close(seconds);
        String failure = pacer.finish();
        window.drain(this::unfinished);
        long missing = schedule.count() * readers.size() - window.scheduled();
        long lost = dialect.conflates() ? loop.call(this::unfinished) : missing;
        return window.sample(row, pacer.late(), lost, missing - lost, failure);
    }

    private long unfinished() {
        return readers.stream().mapToLong(reader -> reader.unfinished(next)).sum();
    }

    private void send(long number) throws IOException {
        int sender = (int) (number % dialect.keys());
        connections.get(sender).send(Frames.of(Frames.TEXT, dialect.encode(number)));
    }

    @Override
    public void close() {
        loop.close();
    }
}
