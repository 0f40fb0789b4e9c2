package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.Peer;
import dev.echolocate.inspect.Head;
import dev.echolocate.testkit.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An exchange without a connection, of a peer at any address. What is written to it is read when the test says so. */
class AskedExchange implements Exchange {
    private final Peer peer;
    private final @Nullable String query;
    private final List<Runnable> whenOver = new ArrayList<>();
    private @Nullable String text;
    private @Nullable Consumer<@Nullable Throwable> unread;
    private Map<String, String> headers = Map.of();
    private int status;
    private boolean over;

    AskedExchange(String address) {
        this(address, null);
    }

    AskedExchange(String address, @Nullable String query) {
        this.query = query;
        peer = Peer.of(Objects.requireNonNull(Address.parse(address)));
    }

    /** The status of the answer, once it is whole. */
    int status() {
        Deadline.await("an answer", () -> text() != null);
        return status;
    }

    synchronized @Nullable String text() {
        return text;
    }

    synchronized @Nullable String answerHeader(String name) {
        return headers.get(name);
    }

    /** The peer reads what was written. */
    void read() {
        Consumer<@Nullable Throwable> done;
        synchronized (this) {
            done = Objects.requireNonNull(unread);
        }
        done.accept(null);
    }

    /** The peer goes. */
    void go() {
        List<Runnable> told;
        synchronized (this) {
            over = true;
            told = List.copyOf(whenOver);
            whenOver.clear();
        }
        told.forEach(Runnable::run);
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    @Override
    public @Nullable String header(String name) {
        return null;
    }

    @Override
    public Head head() {
        return new Head("GET / HTTP/1.1", List.of(), true);
    }

    @Override
    public void body(int max, Consumer<byte @Nullable []> taken) {
        taken.accept(new byte[0]);
    }

    @Override
    public void set(String name, String value) {
        // Nobody asks for it.
    }

    @Override
    public synchronized void begin(int status, Map<String, String> headers) {
        this.status = status;
        this.headers = headers;
    }

    @Override
    public synchronized void write(byte[] bytes, Consumer<@Nullable Throwable> done) {
        text = new String(bytes, StandardCharsets.UTF_8);
        unread = done;
    }

    @Override
    public void end() {
        go();
    }

    @Override
    public void abort() {
        go();
    }

    @Override
    public void whenOver(Runnable run) {
        synchronized (this) {
            if (!over) {
                whenOver.add(run);
                return;
            }
        }
        run.run();
    }
}
