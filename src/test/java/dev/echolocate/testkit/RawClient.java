package dev.echolocate.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that does what no library does: any bit of any frame, any pace, any way to go. It answers nothing
 * by itself. One thread reads; writing is for one thread at a time too.
 */
public final class RawClient implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** What TLS goes over, where it does; otherwise the same as the socket. */
    private final Socket tcp;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private @Nullable Response response;
    private @Nullable String key;

    RawClient(Server server, int receiveBuffer) {
        try {
            tcp = server.dial(receiveBuffer);
            socket = server.isSecure() ? TrustingTls.over(tcp) : tcp;
            in = new BufferedInputStream(socket.getInputStream(), receiveBuffer == 0 ? 65_536 : 512);
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void shakeHands(String request, @Nullable String sentKey) {
        key = sentKey;
        write(request.getBytes(StandardCharsets.ISO_8859_1));
        try {
            socket.setSoTimeout(Deadline.step().leftMillis());
            response = Response.read(in, false);
        } catch (IOException e) {
            throw new AssertionError("no answer to the handshake", e);
        }
    }

    /** The answer to the handshake. */
    public Response response() {
        if (response == null) {
            throw new IllegalStateException("no handshake yet");
        }
        return response;
    }

    void mustBeOpen() {
        Response answer = response();
        if (answer.status() != 101) {
            throw new AssertionError("handshake refused: " + answer.status() + " " + answer.text());
        }
        if (!expectedAccept().equals(answer.header("Sec-WebSocket-Accept"))) {
            throw new AssertionError("wrong Sec-WebSocket-Accept: " + answer.headers());
        }
    }

    private String expectedAccept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** All frames in one write. */
    public void send(Frame... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            all.writeBytes(frame.bytes());
        }
        write(all.toByteArray());
    }

    /** Each byte in a segment of its own. */
    public void trickle(Frame... frames) {
        for (Frame frame : frames) {
            for (byte b : frame.bytes()) {
                write(new byte[] {b});
            }
        }
    }

    /** Any bytes, frames or not. Blocks while the server takes nothing. */
    public void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame. */
    public Frame read() {
        return read(Deadline.step());
    }

    public Frame read(Deadline deadline) {
        try {
            return readFrame(deadline.leftMillis());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no frame in time", e);
        } catch (IOException e) {
            throw new AssertionError("the connection ended where a frame was expected: " + e.getMessage(), e);
        }
    }

    /** The next text or binary message put together, past pings and pongs. */
    public Frame readMessage() {
        Frame message = readMessageOrClose();
        if (message.opcode() == Frame.CLOSE) {
            throw new AssertionError("closed where a message was expected: " + message);
        }
        return message;
    }

    /** The next text or binary message put together, or the close frame that came instead. */
    public Frame readMessageOrClose() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Frame first = null;
        while (true) {
            Frame frame = read();
            if (frame.opcode() == Frame.CLOSE) {
                return frame;
            }
            if (frame.opcode() >= Frame.CLOSE) {
                continue;
            }
            first = first == null ? frame : first;
            all.writeBytes(frame.payload());
            if (frame.fin()) {
                return new Frame(true, first.rsv(), first.opcode(), null, all.toByteArray());
            }
        }
    }

    /** Blocks until a frame comes; 0 means for ever. */
    Frame readFrame(int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        byte[] head = Response.exactly(in, 2);
        long length = head[1] & 0x7f;
        if (length == 126) {
            length = Short.toUnsignedLong(
                    ByteBuffer.wrap(Response.exactly(in, 2)).getShort());
        } else if (length == 127) {
            length = ByteBuffer.wrap(Response.exactly(in, 8)).getLong();
        }
        byte[] mask = (head[1] & 0x80) == 0 ? null : Response.exactly(in, 4);
        byte[] payload = Response.exactly(in, Math.toIntExact(length));
        return new Frame((head[0] & 0x80) != 0, head[0] >> 4 & 7, head[0] & 15, mask, payload);
    }

    /** Reads past everything to the server's close frame; fails where the connection ends without one. */
    public Frame readClose() {
        Deadline deadline = Deadline.step();
        while (true) {
            Frame frame = read(deadline);
            if (frame.opcode() == Frame.CLOSE) {
                return frame;
            }
        }
    }

    /** Reads past everything to the end of the connection, in whatever way it comes. */
    public void readToEnd() {
        Deadline deadline = Deadline.step();
        try {
            while (true) {
                readFrame(Math.max(1, deadline.leftMillis()));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server did not end the connection", e);
        } catch (IOException end) {
            return;
        }
    }

    /** As above, but no frame may come before. */
    public void readToEndWithoutAFrame() {
        try {
            Frame frame = readFrame(Deadline.step().leftMillis());
            throw new AssertionError("came instead of the end: " + frame);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server did not end the connection", e);
        } catch (IOException end) {
            return;
        }
    }

    /** Sends a FIN and goes on reading. */
    public void halfClose() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a RST: no close frame, no FIN. */
    public void reset() {
        try {
            tcp.setSoLinger(true, 0);
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the TCP connection without a close frame. */
    @Override
    public void close() {
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
