package dev.echolocate.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** Bytes before the payload of a short frame to a client (RFC 6455 5.2). */
    private static final int HEADER = 2;

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
        boolean close = info.getMessageType() == WriterInfo.MessageType.CLOSE;
        int size = frame.remaining() + OVERHEAD;
        if (!connection.isOpen()) {
            fail(done, new IOException("closed"));
            return;
        }
        if (pong) {
            count(size);
        }
        if (close) {
            transport.answer();
        }
        transport.write(
                close, Buffers.wrap(connection.getMemoryManager(), close ? answered(frame) : frame), failure -> {
                    settle(pong ? size : 0);
                    if (failure != null) {
                        fail(done, failure);
                    } else if (done != null) {
                        done.completed(frame);
                    }
                });
    }

    /** A close frame as it answers the peer's (RFC 6455 5.5.1): with the peer's code, where the engine was given another. */
    private ByteBuffer answered(ByteBuffer frame) {
        int code = transport.closeCode();
        int at = frame.position() + HEADER;
        if (code < 0 || frame.remaining() < HEADER + Short.BYTES || frame.getShort(at) != FrameWatch.STAND_IN) {
            return frame;
        }
        ByteBuffer answer =
                ByteBuffer.allocate(frame.remaining()).put(frame.duplicate()).flip();
        return answer.putShort(HEADER, (short) code);
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
