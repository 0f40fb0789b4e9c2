package dev.echolocate.testkit;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A well-behaved client: reads all the time, answers pings and the close, puts messages together, and hands them out
 * one by one. Thread-safe.
 */
public final class Client implements AutoCloseable {
    /** What is in the queue behind the last message. */
    private static final Message END = new Message(Frame.of(Frame.CLOSE, new byte[0]));

    private final RawClient raw;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Frame> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Frame> closed = new CompletableFuture<>();
    private boolean closeSent;

    /** A whole text or binary message. */
    public record Message(Frame frame) {
        public boolean isText() {
            return frame.opcode() == Frame.TEXT;
        }

        public String text() {
            if (!isText()) {
                throw new AssertionError("not text: " + frame);
            }
            return frame.text();
        }

        public byte[] binary() {
            if (frame.opcode() != Frame.BINARY) {
                throw new AssertionError("not binary: " + frame);
            }
            return frame.payload();
        }

        public JsonValue json() {
            try (JsonReader reader = Json.createReader(new StringReader(text()))) {
                return reader.readValue();
            }
        }

        public JsonObject object() {
            return json().asJsonObject();
        }

        public JsonArray array() {
            return json().asJsonArray();
        }
    }

    private Client(RawClient raw) {
        this.raw = raw;
        Thread reader = new Thread(this::readAll, "kit-client");
        reader.setDaemon(true);
        reader.start();
    }

    /** Connects as a program does: no Origin, no subprotocol. */
    public static Client plain(Server server, String path) {
        return over(Handshake.to(server, path));
    }

    public static Client over(Handshake handshake) {
        return new Client(handshake.connect());
    }

    /** The subprotocol that the server chose, or null. */
    public @Nullable String protocol() {
        return raw.response().header("Sec-WebSocket-Protocol");
    }

    public void send(String text) {
        send(Frame.text(text));
    }

    public void send(JsonValue json) {
        send(json.toString());
    }

    public void send(byte[] binary) {
        send(Frame.binary(binary));
    }

    public synchronized void send(Frame... frames) {
        raw.send(frames);
    }

    /** The next message. Fails where the session ends before it. */
    public Message next() {
        Message next = nextOrEnd();
        if (next == null) {
            throw new AssertionError("ended where a message was expected: " + closed.join());
        }
        return next;
    }

    /** The next message, or null where the session has ended instead. */
    public @Nullable Message nextOrEnd() {
        Message next = poll(messages, "message");
        if (next == END) {
            messages.add(END);
            return null;
        }
        return next;
    }

    /** How many messages are waiting. */
    public int waiting() {
        return messages.size() - (messages.contains(END) ? 1 : 0);
    }

    /** The payload of the next pong. */
    public String nextPong() {
        return poll(pongs, "pong").text();
    }

    /** The close frame with which the session ended; fails where it ended without one. */
    public Frame closed() {
        try {
            return closed.get(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("no close frame: " + e, e);
        }
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    /** Closes with a handshake (RFC 6455 7.1.2) and waits for the answer. */
    public void close(int code, String reason) {
        sendClose(Frame.close(code, reason));
        closed();
        raw.close();
    }

    /** Closes with 1000, where it is still open. */
    @Override
    public void close() {
        if (!closed.isDone()) {
            try {
                sendClose(Frame.close(1000, ""));
            } catch (UncheckedIOException gone) {
                raw.close();
                return;
            }
            closed.handle((frame, failure) -> "")
                    .orTimeout(1, TimeUnit.SECONDS)
                    .handle((done, late) -> "")
                    .join();
        }
        raw.close();
    }

    /** Is gone without a word, as a phone in a tunnel is not: the server's kernel hears a RST. */
    public void reset() {
        raw.reset();
    }

    /** How many pongs came that nobody has asked for yet. */
    public int pongs() {
        return pongs.size();
    }

    /** The connection below. The reading half of it belongs to this client. */
    public RawClient raw() {
        return raw;
    }

    private static <T> T poll(BlockingQueue<T> queue, String what) {
        try {
            T next = queue.poll(Deadline.STEP.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("no " + what + " in time");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void readAll() {
        ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        int kind = Frame.CONTINUATION;
        try {
            while (true) {
                Frame frame = raw.readFrame(0);
                switch (frame.opcode()) {
                    case Frame.PING -> send(Frame.pong(frame.payload()));
                    case Frame.PONG -> pongs.add(frame);
                    case Frame.CLOSE -> {
                        sendClose(Frame.of(Frame.CLOSE, frame.payload()));
                        closed.complete(frame);
                        return;
                    }
                    default -> {
                        kind = frame.opcode() == Frame.CONTINUATION ? kind : frame.opcode();
                        gathered.writeBytes(frame.payload());
                        if (frame.fin()) {
                            messages.add(new Message(new Frame(true, 0, kind, null, gathered.toByteArray())));
                            gathered.reset();
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            closed.completeExceptionally(e);
        } finally {
            messages.add(END);
        }
    }

    private synchronized void sendClose(Frame close) {
        if (!closeSent) {
            closeSent = true;
            try {
                raw.send(close);
            } catch (UncheckedIOException gone) {
                if (!closed.isDone()) {
                    raw.close();
                }
            }
        }
    }
}
