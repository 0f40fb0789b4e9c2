package dev.echolocate.embedded;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.glassfish.tyrus.spi.WriterInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the engine sends on one WebSocket. Whoever sends messages sends one at a time, so the queue is bounded; but the
 * engine answers pings by itself (RFC 6455 5.5.2), and a peer that pings without reading is not read on until it does.
 */
final class Outbound extends Writer {
    private static final long HIGH = 16 << 10;
    private static final long LOW = 4 << 10;

    /** Bytes of heap that one pong costs while it waits, besides its own. */
    private static final int OVERHEAD = 256;

    private final GrizzlyTransport transport;
    private long pongBytes;

    Outbound(GrizzlyTransport transport) {
        this.transport = transport;
    }

    @Override
    public void write(ByteBuffer frame, @Nullable CompletionHandler<ByteBuffer> done) {
        write(frame, done, new WriterInfo(null, null));
    }

    @Override
    public void write(ByteBuffer frame, @Nullable CompletionHandler<ByteBuffer> done, WriterInfo info) {
        TCPNIOConnection connection = transport.connection();
        boolean pong = info.getMessageType() == WriterInfo.MessageType.PONG;
        int size = frame.remaining() + OVERHEAD;
        if (!connection.isOpen()) {
            fail(done, new IOException("closed"));
            return;
        }
        if (pong) {
            count(size);
        }
        EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>> handler =
                new EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>>() {
                    @Override
                    public void completed(WriteResult<Buffer, SocketAddress> result) {
                        settle(pong ? size : 0);
                        if (done != null) {
                            done.completed(frame);
                        }
                    }

                    @Override
                    public void failed(Throwable error) {
                        settle(pong ? size : 0);
                        fail(done, error);
                    }

                    @Override
                    public void cancelled() {
                        failed(new IOException("cancelled"));
                    }
                };
        transport.write(
                info.getMessageType() == WriterInfo.MessageType.CLOSE,
                Buffers.wrap(connection.getMemoryManager(), frame),
                handler,
                handler::failed);
    }

    @Override
    public void close() {
        transport.end();
    }

    private void settle(int size) {
        if (size > 0) {
            count(-size);
        }
    }

    /** Sends complete on any thread: whoever comes last sees the count as it is. */
    private synchronized void count(int bytes) {
        pongBytes += bytes;
        if (pongBytes > HIGH) {
            transport.backlog(true);
        } else if (pongBytes < LOW) {
            transport.backlog(false);
        }
    }

    private static void fail(@Nullable CompletionHandler<ByteBuffer> done, Throwable error) {
        if (done != null) {
            done.failed(error);
        }
    }
}
