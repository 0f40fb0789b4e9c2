package dev.echolocate.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A WebSocket of a client. One loop reads it; any thread may send. */
public final class Connection implements AutoCloseable, FrameReader.Sink {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final SocketChannel channel;
    private final FrameReader frames;
    private final Listener listener;
    private final boolean deflate;
    private ByteBuffer kept;
    private long now;
    private long received;
    private volatile String ending = "";

    private Connection(SocketChannel channel, Handshake.Answer answer, Listener listener) {
        this.channel = channel;
        kept = answer.rest();
        deflate = answer.deflate();
        frames = new FrameReader(this, deflate ? new Inflation(answer.alone()) : null);
        this.listener = listener;
    }

    /** Connects, and waits for the handshake's end. */
    public static Connection open(Target target, Listener listener) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Handshake.Answer answer = Handshake.make(channel, target);
            channel.configureBlocking(false);
            return new Connection(channel, answer, listener);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void register(Selector selector) {
        try {
            channel.register(selector, SelectionKey.OP_READ, this);
        } catch (ClosedChannelException e) {
            end(e.toString());
        }
    }

    /**
     * Sends whole frames. Waits where the server reads slowly.
     *
     * @throws IOException if the connection has ended, or the server has read nothing for 10 s
     */
    public synchronized void send(ByteBuffer whole) throws IOException {
        long deadline = 0;
        while (whole.hasRemaining()) {
            if (channel.write(whole) > 0) {
                deadline = 0;
            } else if (deadline == 0) {
                deadline = System.nanoTime() + PATIENCE;
            } else if (System.nanoTime() - deadline > 0) {
                throw new IOException("the server reads nothing");
            } else {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** Reads what there is, by way of the loop's buffer, which holds the longest frame. */
    void read(ByteBuffer buffer) {
        try {
            buffer.clear().put(kept);
            int read = channel.read(buffer);
            if (read < 0) {
                throw new ClosedChannelException();
            }
            received += read;
            now = System.nanoTime();
            frames.read(buffer.flip());
            kept = buffer.hasRemaining() ? copy(buffer) : ByteBuffer.allocate(0);
            listener.caughtUp();
        } catch (IOException e) {
            end(e.toString());
        }
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
    }

    @Override
    public void message(ByteBuffer buffer, int from, int length) {
        listener.message(buffer, from, length, now);
    }

    @Override
    public void ping(byte[] payload) {
        try {
            send(Frames.of(Frames.PONG, payload));
        } catch (IOException e) {
            end(e.toString());
        }
    }

    @Override
    public void close(int code) {
        end("closed with " + code);
    }

    /** Whether the server agreed to permessage-deflate. */
    public boolean deflates() {
        return deflate;
    }

    /** Bytes that came after the handshake: frames, without what TCP and IP add. On the loop's thread. */
    public long received() {
        return received;
    }

    /** Why the server ended it; empty while it is open. */
    public String ending() {
        return ending;
    }

    private void end(String why) {
        if (ending.isEmpty()) {
            ending = why;
        }
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
