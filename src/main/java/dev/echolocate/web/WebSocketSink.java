package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Opcode;
import dev.echolocate.base.Text;
import dev.echolocate.delivery.End;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Sink;
import dev.echolocate.echo.Fragments;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A WebSocket session, of whatever container. */
final class WebSocketSink implements Sink {
    /** RFC 6455 5.5: a control frame has at most 125 bytes, two of them are the code. */
    private static final int MAX_REASON = 123;

    /** Not empty, and writable: Open Liberty ends a session that is pinged with nothing. */
    private static final byte PING = 0;

    /** Bytes of messages that go out by one write. */
    private static final int TOGETHER = 64 * 1024;

    private final Session session;
    private final Transport transport;
    private final SessionKind kind;
    private final Address address;
    private final Executor blocking;

    /** @param blocking for a close that nobody waits for */
    WebSocketSink(Session session, Transport transport, SessionKind kind, Address address, Executor blocking) {
        this.session = session;
        this.kind = kind;
        this.transport = transport;
        this.address = address;
        this.blocking = blocking;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public SessionKind kind() {
        return kind;
    }

    /** Past the engine, whose framing each session would pay for anew. */
    private boolean isDirect() {
        return transport.owned() && session.getNegotiatedExtensions().isEmpty();
    }

    @Override
    public int together() {
        return isDirect() ? TOGETHER : 0;
    }

    @Override
    public Executor replying() {
        return transport.afterRead();
    }

    @Override
    public void send(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        if (isDirect()) {
            ByteBuffer[] wire = new ByteBuffer[frames.size()];
            boolean compresses = transport.compresses();
            Arrays.setAll(
                    wire,
                    i -> compresses
                            ? frames.get(i).deflatedWire()
                            : frames.get(i).wire());
            transport.write(done, wire);
        } else {
            send(frames.get(0), done);
        }
    }

    @Override
    public void send(Frame frame, Consumer<@Nullable Throwable> done) {
        SendHandler handler = result -> done.accept(result.isOK() ? null : failure(result.getException()));
        String text = frame.text();
        byte[] binary = frame.binary();
        if (text != null) {
            session.getAsyncRemote().sendText(text, handler);
        } else if (binary != null) {
            session.getAsyncRemote().sendBinary(ByteBuffer.wrap(binary), handler);
        }
    }

    private static Throwable failure(@Nullable Throwable why) {
        return why == null ? new IOException("not sent") : why;
    }

    /**
     * Sends one message in so many fragments (RFC 6455 5.4). Blocks where {@link #partsBlock}.
     *
     * @param done as for {@link #send}
     */
    void sendParts(Frame frame, int count, Consumer<@Nullable Throwable> done) {
        if (!partsBlock()) {
            FragmentedSend.send(transport, frame, count, done);
            return;
        }
        try {
            sendParts(frame, count);
        } catch (IOException e) {
            done.accept(e);
            return;
        }
        done.accept(null);
    }

    /** The API has no asynchronous form of it; a connection of ours needs no API. */
    boolean partsBlock() {
        return !transport.owned() || !session.getNegotiatedExtensions().isEmpty();
    }

    private void sendParts(Frame frame, int count) throws IOException {
        String text = frame.text();
        byte[] binary = frame.binary();
        RemoteEndpoint.Basic remote = session.getBasicRemote();
        int left = count;
        if (text != null) {
            for (String part : Fragments.of(text, count)) {
                remote.sendText(part, --left == 0);
            }
        } else if (binary != null) {
            for (ByteBuffer part : Fragments.of(binary, count)) {
                remote.sendBinary(part, --left == 0);
            }
        }
    }

    @Override
    public void ping() {
        ping(failure -> {});
    }

    @Override
    public void ping(Consumer<@Nullable Throwable> done) {
        ping(new byte[] {PING}, done);
    }

    @Override
    public boolean pingBlocks() {
        return !transport.owned();
    }

    /**
     * Pings with something that the pong brings back. Blocks where {@link #pingBlocks}.
     *
     * @param payload 1 to 125 bytes
     */
    void ping(byte[] payload, Consumer<@Nullable Throwable> done) {
        if (!pingBlocks()) {
            // No extension of ours changes a control frame.
            transport.write(done, FragmentedSend.header(true, Opcode.PING, payload.length), ByteBuffer.wrap(payload));
            return;
        }
        try {
            session.getBasicRemote().sendPing(ByteBuffer.wrap(payload));
        } catch (IOException e) {
            done.accept(e);
            return;
        }
        done.accept(null);
    }

    @Override
    public void close(End how) {
        close(CloseCodes.of(how), how.words());
    }

    void close(int code, String reason) {
        transport.leave();
        try {
            // The API has no name of some codes that there are, such as 1014.
            session.close(new CloseReason(() -> code, Text.start(reason, MAX_REASON)));
        } catch (IOException | IllegalStateException e) {
            // It is closed, or gone, already.
        }
    }

    /** Where the connection isn't ours, closing is all there is; it may block behind a stalled send. */
    @Override
    public void abort() {
        transport.abort();
        if (!transport.owned()) {
            blocking.execute(() -> close(CloseCode.TRY_AGAIN, "too slow"));
        }
    }
}
