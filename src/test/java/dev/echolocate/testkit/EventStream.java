package dev.echolocate.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an event stream (WHATWG HTML 9.2) as it comes, chunked or not. For one thread. */
public final class EventStream implements AutoCloseable {
    private static final int SMALL_WINDOW = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final List<String> head = new ArrayList<>();
    private final boolean chunked;
    private int left;
    private boolean within;
    private int comments;
    private @Nullable String retry;

    /** What lies between two empty lines. */
    public record Event(@Nullable String id, String data) {}

    private EventStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        for (String line = Response.line(in); !line.isEmpty(); line = Response.line(in)) {
            head.add(line);
        }
        this.chunked = head.stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:")
                        && line.toLowerCase(Locale.ROOT).contains("chunked"));
    }

    /**
     * Opens one, and waits for the headers.
     *
     * @param path below the context path
     */
    public static EventStream open(Server server, String path, String... headers) {
        try {
            Socket tcp = server.dial(SMALL_WINDOW);
            Socket socket = server.isSecure() ? TrustingTls.over(tcp) : tcp;
            socket.setSoTimeout((int) Deadline.STEP.toMillis());
            StringBuilder request = new StringBuilder("GET " + server.contextPath() + path + " HTTP/1.1\r\n");
            request.append("Host: localhost:").append(server.port()).append("\r\nAccept: text/event-stream\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return new EventStream(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** The status line and the headers. */
    public List<String> head() {
        return head;
    }

    /** How many comments have come between the events. */
    public int comments() {
        return comments;
    }

    /** The newest {@code retry} field. */
    public @Nullable String retry() {
        return retry;
    }

    /** The next event with data. */
    public Event next() {
        try {
            String id = null;
            StringBuilder data = new StringBuilder();
            while (true) {
                String line = line();
                if (line.isEmpty() && data.length() > 0) {
                    return new Event(id, data.toString());
                } else if (line.startsWith(":")) {
                    comments++;
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.startsWith("retry: ")) {
                    retry = line.substring(7);
                } else if (!line.isEmpty()) {
                    throw new AssertionError("not a line of an event stream: " + line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no event", e);
        }
    }

    /** Reads on to the next comment; an event before it fails the test. */
    public void comment() {
        try {
            int before = comments;
            while (comments == before) {
                String line = line();
                if (line.startsWith(":")) {
                    comments++;
                } else if (!line.isEmpty()) {
                    throw new AssertionError("no comment: " + line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no comment", e);
        }
    }

    /** Whether the server has ended it, or does so in time, whatever comes before that. */
    public boolean ends() {
        long until = System.nanoTime() + Deadline.STEP.toNanos();
        try {
            while (System.nanoTime() - until < 0) {
                line();
            }
            return false;
        } catch (EOFException e) {
            return true;
        } catch (IOException e) {
            return e.getMessage() != null && e.getMessage().contains("reset");
        }
    }

    /** Cuts the connection as a client that crashes: with a reset. */
    public void crash() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int b = read(); b != '\n'; b = read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        if (chunked && left == 0) {
            if (within) {
                // Only now: Jetty sends the end of a chunk with the next one.
                Response.line(in);
            }
            within = true;
            left = Integer.parseInt(Response.line(in).split(";")[0].strip(), 16);
            if (left == 0) {
                throw new EOFException("the stream has ended");
            }
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the server hung up");
        }
        left--;
        return b;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
