package dev.echolocate.embedded;

import dev.echolocate.base.Enduring;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.nio.transport.TCPNIOServerConnection;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.jspecify.annotations.Nullable;

/**
 * Runs what a selector finds on its own thread. Where a connection can't be accepted, mostly because the process has no file
 * descriptor left, it tries again after a while: the selector would find the same connection at once, for ever.
 */
@SuppressWarnings("rawtypes") // as Grizzly's interface has it
final class Accepting implements IOStrategy {
    private static final Logger LOG = System.getLogger(Accepting.class.getName());
    private static final long FIRST_MILLIS = 10;
    private static final long LAST_MILLIS = 1_000;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final IOStrategy others = SameThreadIOStrategy.getInstance();
    private final ScheduledExecutorService timer;
    private final Consumer<SelectorRunner> busy;
    private final Consumer<Throwable> failures;

    /** Of the accepting selector's thread only. */
    private long pauseMillis = FIRST_MILLIS;

    private long said = System.nanoTime() - QUIET_NANOS;

    private volatile boolean pausing;
    private volatile boolean closed;
    private volatile @Nullable NIOConnection listening;

    /**
     * @param timer ends pauses
     * @param busy is told which selector is about to do something
     * @param failures is told of errors, and must not throw itself
     */
    Accepting(ScheduledExecutorService timer, Consumer<SelectorRunner> busy, Consumer<Throwable> failures) {
        this.timer = timer;
        this.busy = busy;
        this.failures = failures;
        rehearse();
    }

    /** Loads what a failure needs: a class can't be loaded without a descriptor. */
    private static void rehearse() {
        LOG.log(Level.DEBUG, words(new IOException("only a rehearsal"), FIRST_MILLIS));
    }

    /** Whether connections are accepted, or will be again soon. */
    boolean alive() {
        NIOConnection connection = listening;
        return closed || connection == null || pausing || isListening(connection);
    }

    private static boolean isListening(NIOConnection connection) {
        try {
            return (connection.getSelectionKey().interestOps() & IOEvent.SERVER_ACCEPT.getSelectionKeyInterest()) != 0;
        } catch (RuntimeException e) {
            return false; // the key is cancelled
        }
    }

    /** The listener is about to be closed. */
    void close() {
        closed = true;
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
        return executeIoEvent(connection, event, true);
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        if (connection instanceof NIOConnection channel) {
            busy.accept(channel.getSelectorRunner());
        }
        try {
            if (event == IOEvent.SERVER_ACCEPT && connection instanceof TCPNIOServerConnection server) {
                accept(server);
                return true;
            }
            return others.executeIoEvent(connection, event, enabled);
        } catch (Error e) {
            failures.accept(e);
            throw e;
        }
    }

    private void accept(TCPNIOServerConnection server) throws IOException {
        listening = server;
        try {
            server.onAccept();
            pauseMillis = FIRST_MILLIS;
        } catch (IOException e) {
            if (server.isOpen()) {
                pause(server, e);
            }
        }
    }

    private void pause(TCPNIOServerConnection server, IOException why) throws IOException {
        pausing = true;
        server.disableIOEvent(IOEvent.SERVER_ACCEPT);
        if (System.nanoTime() - said >= QUIET_NANOS) {
            said = System.nanoTime();
            LOG.log(Level.WARNING, words(why, pauseMillis));
        }
        try {
            var unused = timer.schedule(
                    Enduring.task("to accept again", () -> goOn(server)), pauseMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // the server ends
        }
        pauseMillis = Math.min(LAST_MILLIS, 2 * pauseMillis);
    }

    private void goOn(TCPNIOServerConnection server) {
        try {
            server.enableIOEvent(IOEvent.SERVER_ACCEPT);
        } catch (IOException | RuntimeException e) {
            // It is closed; or else the watch finds that it isn't listening.
        } finally {
            pausing = false;
        }
    }

    private static String words(IOException why, long millis) {
        return "a connection can't be accepted (" + why.getMessage() + "): tried again in " + millis
                + " ms, and more slowly while that goes on";
    }

    @Override
    public @Nullable Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return others.getThreadPoolFor(connection, event);
    }

    @Override
    public @Nullable ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return null;
    }
}
