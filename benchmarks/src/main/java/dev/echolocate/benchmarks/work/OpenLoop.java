package dev.echolocate.benchmarks.work;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Frames;
import dev.echolocate.benchmarks.client.Listener;
import dev.echolocate.benchmarks.client.Loop;
import dev.echolocate.benchmarks.client.Target;
import dev.echolocate.benchmarks.server.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Readers read what some send at a rate: messages of key k are sent by the connection of that number. */
final class OpenLoop implements Load {
    private final Running server;
    private final Dialect dialect;
    private final Loop loop = new Loop();
    private final Loop others = new Loop();
    private final Window window;
    private final List<Reader> readers = new ArrayList<>();
    private final List<Connection> senders;
    private long next;

    /** Those who read send. */
    OpenLoop(Running server, Dialect dialect, Crowd crowd) throws IOException, InterruptedException {
        this.server = server;
        this.dialect = dialect;
        window = new Window(server, loop);
        senders = open(crowd, loop, this::reader);
    }

    /** Others send. What these are told is read, but neither checked nor counted. */
    OpenLoop(Running server, Dialect dialect, Crowd crowd, Crowd others) throws IOException, InterruptedException {
        this.server = server;
        this.dialect = dialect;
        window = new Window(server, loop);
        senders = open(others, this.others, () -> (buffer, from, length, now) -> {});
        open(crowd, loop, this::reader);
    }

    private Reader reader() {
        Reader reader = new Reader(dialect, window);
        readers.add(reader);
        return reader;
    }

    private List<Connection> open(Crowd crowd, Loop reads, Supplier<Listener> listeners)
            throws IOException, InterruptedException {
        Target target = server.target(crowd.path(), dialect.subprotocol(), crowd.deflate());
        server.ready(target);
        List<Connection> opened = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            opened.add(reads.add(Connection.open(target, listeners.get())));
        }
        if (crowd.deflate() && opened.stream().noneMatch(Connection::deflates)) {
            System.out.println("  " + server.server().label() + " does not agree to permessage-deflate");
        }
        return opened;
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

    /** One item as readers were told it last. */
    String example() {
        return loop.call(dialect::example);
    }

    private long unfinished() {
        return readers.stream().mapToLong(reader -> reader.unfinished(next)).sum();
    }

    private void send(long number) throws IOException {
        int sender = (int) (number % dialect.keys());
        senders.get(sender).send(Frames.of(Frames.TEXT, dialect.encode(number)));
    }

    @Override
    public void close() {
        loop.close();
        others.close();
    }
}
