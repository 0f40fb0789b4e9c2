package dev.echolocate.testkit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A program of Debian's that listens on a port of this machine, in a process of its own. */
final class ProxyProcess implements AutoCloseable {
    private final Process process;

    /**
     * Starts one, and waits until it listens.
     *
     * @param command its name and what it is told; its configuration comes last
     * @param output where all goes that it writes
     * @param said what it has said, for whoever waits in vain
     */
    ProxyProcess(List<String> command, Path configuration, Path output, int port, Supplier<String> said)
            throws IOException {
        List<String> line = new ArrayList<>(command);
        line.set(
                0,
                find(command.get(0))
                        .orElseThrow(() -> new IOException("no " + command.get(0)))
                        .toString());
        line.add(configuration.toString());
        File folder = configuration.getParent().toFile();
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", folder.toString());
        process = builder.start();
        Deadline.await("a proxy that listens", Deadline.STEP, () -> listens(port), said);
    }

    /** Where a program is; Debian has most where only administrators look. */
    static Optional<Path> find(String name) {
        String folders = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(folders.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
