package dev.echolocate.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** The one thread that reads all connections. What listeners write down is read by {@link #call}, so it needs no locks. */
public final class Loop implements AutoCloseable {
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2 * FrameReader.MAX);
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "reads");
    private volatile boolean closed;

    public Loop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((who, why) -> {
            why.printStackTrace();
            System.exit(1);
        });
        thread.start();
    }

    /** Reads this connection from now on. */
    public Connection add(Connection connection) {
        return call(() -> {
            connections.add(connection);
            connection.register(selector);
            return connection;
        });
    }

    /** Runs this between two reads, and waits for what it gives. */
    public <T> T call(Supplier<T> what) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        calls.add(() -> {
            try {
                answer.complete(what.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** How many connections there are, or were. */
    public int size() {
        return call(connections::size);
    }

    /** Bytes that all connections have received. On the loop's thread. */
    public long received() {
        return connections.stream().mapToLong(Connection::received).sum();
    }

    /** Why connections were ended by the server, one text for each. */
    public List<String> endings() {
        return call(() -> connections.stream()
                .map(Connection::ending)
                .filter(ending -> !ending.isEmpty())
                .toList());
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(key -> ((Connection) key.attachment()).read(buffer));
                for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
                    call.run();
                }
            }
            for (Connection connection : connections) {
                connection.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
