package dev.echolocate.benchmarks.server;

import dev.echolocate.benchmarks.client.Connection;
import dev.echolocate.benchmarks.client.Target;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server's process, with its children: what it has used, and its end. */
public final class Running implements AutoCloseable {
    private static final long START = TimeUnit.SECONDS.toNanos(60);

    private final Server server;
    private final Process process;
    private final int port;
    private final Path folder;
    private final long began;
    private final Thread hook = new Thread(this::destroy);

    private Running(Server server, Process process, int port, Path folder, long began) {
        this.server = server;
        this.process = process;
        this.port = port;
        this.folder = folder;
        this.began = began;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts it on a free port.
     *
     * @param folder for its files and its log
     * @param environment what it has besides this process'
     */
    public static Running start(Server server, Path folder, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(server.command(port, folder))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        return new Running(server, builder.start(), port, folder, began);
    }

    /** Another of the same, beside this one. */
    public Running another() throws IOException {
        return start(server, folder.resolve("another"), Map.of());
    }

    /** Below those that systems give to who connects: a connection that is tried too early could else meet itself. */
    private static int freePort() throws IOException {
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (BindException e) {
                if (tries == 100) {
                    throw e;
                }
            }
        }
    }

    public Server server() {
        return server;
    }

    /** A place there. */
    public Target target(String path, String subprotocol, boolean deflate) {
        return new Target(port, path, subprotocol, deflate);
    }

    /**
     * Waits until a WebSocket is let in.
     *
     * @return nanoseconds since it was started
     */
    public long ready(Target target) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START;
        while (true) {
            try {
                Connection.open(target, (buffer, from, length, now) -> {}).close();
                return System.nanoTime() - began;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            server.label() + " does not start: " + e.getMessage() + "; its log: target/servers/"
                                    + folder.getFileName() + "/log",
                            e);
                }
                Thread.sleep(2);
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

    /** The process' number, where it is a JVM: of anything else, jcmd's signal is the end. */
    OptionalLong jvm() {
        boolean java = process.info()
                .command()
                .filter(command -> command.endsWith("/java"))
                .isPresent();
        return java ? OptionalLong.of(process.pid()) : OptionalLong.empty();
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
