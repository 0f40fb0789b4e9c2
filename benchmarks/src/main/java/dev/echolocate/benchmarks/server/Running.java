package dev.echolocate.benchmarks.server;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Target;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server's process, with its children: what it has used, and its end. */
public final class Running implements AutoCloseable {
    private static final long START = TimeUnit.SECONDS.toNanos(30);

    private final Server server;
    private final Process process;
    private final int port;
    private final Path log;
    private final Thread hook = new Thread(this::destroy);

    private Running(Server server, Process process, int port, Path log) {
        this.server = server;
        this.process = process;
        this.port = port;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts it on a free port.
     *
     * @param folder for its files and its log
     */
    public static Running start(Server server, Path folder) throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(server.command(port, folder))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Running(server, process, port, log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public Server server() {
        return server;
    }

    /** Waits until a WebSocket to this path is let in. */
    public Target ready(String path, String subprotocol) throws IOException, InterruptedException {
        Target target = new Target(port, path);
        long deadline = System.nanoTime() + START;
        while (true) {
            try {
                Connection.open(target, subprotocol, (buffer, from, length, now) -> {})
                        .close();
                return target;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            server.label() + " does not start: " + e.getMessage() + "; its log: " + log, e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** Processor time that it has used, in user and system. */
    public Duration cpu() {
        return processes()
                .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory in bytes; 0 where the system has no {@code /proc}. */
    public long resident() {
        return processes().mapToLong(one -> resident(one.pid())).sum();
    }

    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private void destroy() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(15, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly().onExit().join();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
