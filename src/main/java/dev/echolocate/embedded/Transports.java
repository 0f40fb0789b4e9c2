package dev.echolocate.embedded;

import java.io.IOException;
import java.net.SocketAddress;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.AsyncQueueWriter;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.HeapMemoryManager;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.nio.transport.TCPNIOTransportBuilder;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.jspecify.annotations.Nullable;

/** How TCP is set up. */
final class Transports {
    private static final int BACKLOG = 4096;
    /** One read takes at most this much; so a pause leaves at most this much in our hands. */
    private static final int READ = FrameWatch.PART;

    /**
     * Grizzly cuts its buffers from blocks of 64 KiB, and a request that waits would keep the whole block of its few
     * hundred bytes. Buffers no longer than this come from one.
     */
    private static final int UNPOOLED = 0;

    private Transports() {}

    /** Writes below all filters: in the clear, or what is encrypted already. */
    static void write(
            TCPNIOConnection connection,
            Buffer bytes,
            @Nullable CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done) {
        ((TCPNIOTransport) connection.getTransport()).getWriter(connection).write(connection, bytes, done);
    }

    /** Switches reading on or off, on the connection's selector thread. */
    static void read(TCPNIOConnection connection, boolean on) {
        try {
            if (on) {
                connection.enableIOEvent(IOEvent.READ);
            } else {
                connection.disableIOEvent(IOEvent.READ);
            }
        } catch (IOException e) {
            LingeringClose.abort(connection);
        }
    }

    /**
     * Not started.
     *
     * @param accepting runs what is found
     * @param selecting finds it
     */
    static TCPNIOTransport create(String name, Accepting accepting, Selecting selecting) {
        int selectors = Math.max(2, Runtime.getRuntime().availableProcessors());
        ThreadPoolConfig pool = ThreadPoolConfig.defaultConfig()
                .copy()
                .setPoolName(name + "-io")
                .setDaemon(true)
                .setCorePoolSize(selectors)
                .setMaxPoolSize(selectors);
        TCPNIOTransport transport = TCPNIOTransportBuilder.newInstance()
                .setName(name)
                .setIOStrategy(accepting)
                .setSelectorThreadPoolConfig(pool)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setServerConnectionBackLog(BACKLOG)
                .setReadBufferSize(READ)
                .setMemoryManager(new HeapMemoryManager(UNPOOLED))
                .build();
        transport.setSelectorRunnersCount(selectors);
        transport.setSelectorHandler(selecting);
        // What may wait is bounded by whoever sends: one message in flight a session, one response a request.
        transport.getAsyncQueueIO().getWriter().setMaxPendingBytesPerConnection(AsyncQueueWriter.UNLIMITED_SIZE);
        return transport;
    }
}
