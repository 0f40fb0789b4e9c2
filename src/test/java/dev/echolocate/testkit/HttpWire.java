package dev.echolocate.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One connection for HTTP/1.1 and what can be said on it, at any pace, with any way to go. For one thread. */
public final class HttpWire implements AutoCloseable {
    /** What TLS goes over, where it does; otherwise the same as the socket. */
    private final Socket tcp;

    private final Socket socket;
    private final Counted in;
    private final OutputStream out;
    private final String contextPath;
    private long sent;

    public HttpWire(Server server) {
        this(server, 0);
    }

    /**
     * Connects.
     *
     * @param receiveBuffer bytes, or 0 for what is usual: who doesn't read soon holds the server up with a small one
     */
    public HttpWire(Server server, int receiveBuffer) {
        contextPath = server.contextPath();
        try {
            tcp = server.dial(receiveBuffer);
            tcp.setSoTimeout((int) Deadline.STEP.toMillis());
            socket = server.isSecure() ? TrustingTls.over(tcp) : tcp;
            in = new Counted(new BufferedInputStream(socket.getInputStream(), 512));
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request without a body; the path is below the context path. */
    public HttpWire ask(String method, String path, String... headers) {
        return say(request(method, path, headers));
    }

    /** A request with a body. */
    public HttpWire post(String path, byte[] body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.length;
        return say(request("POST", path, all)).say(body);
    }

    /** Its lines, with the empty one at the end. */
    public String request(String method, String path, String... headers) {
        StringBuilder request =
                new StringBuilder(method + " " + contextPath + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    public HttpWire say(String text) {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public HttpWire say(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            sent += bytes.length;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole answer. */
    public Response answer() {
        return read(false);
    }

    /** An answer's status and headers; its body, if any, is left. */
    public Response head() {
        return read(true);
    }

    private Response read(boolean head) {
        try {
            return Response.read(in, head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next chunk of a body (RFC 9112 7.1), empty for the last one. */
    public String chunk() {
        try {
            int size = Integer.parseInt(line(), 16);
            byte[] bytes = Response.exactly(in, size);
            line();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next bytes, whatever they are. */
    public byte[] bytes(int count) {
        try {
            return Response.exactly(in, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that were said, without TLS. */
    public long sent() {
        return sent;
    }

    /** Bytes of what was read here, without TLS. */
    public long received() {
        return in.count;
    }

    /** Counts what is taken from it. */
    private static final class Counted extends FilterInputStream {
        long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("after " + line);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    /** What comes until the server ends the connection, in whatever way. */
    public String rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.write(b);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server did not end the connection", e);
        } catch (IOException end) {
            // So it ended.
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Sends a RST. */
    public void reset() {
        try {
            tcp.setSoLinger(true, 0);
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a FIN. */
    @Override
    public void close() {
        try {
            TrustingTls.close(socket, tcp);
        } catch (IOException end) {
            // The peer was faster.
        }
    }
}
