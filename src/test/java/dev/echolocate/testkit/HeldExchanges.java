package dev.echolocate.testkit;

import dev.echolocate.web.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Answers exchanges for tests: {@code /x/echo} says the body again, {@code /x/seen} what it saw of the request, and those
 * at {@code /x/held/{name}} are held until the test goes on with them.
 */
public final class HeldExchanges implements Exchange.Handler {
    public static final String PATTERN = "/x/*";

    /** The longest body that is said again. */
    public static final int MAX_BODY = 100_000;

    private static final String HELD = "/x/held/";

    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /** One that waits for the test. */
    public record Held(Exchange exchange, AtomicInteger timesOver) {
        /** Begins a stream. */
        public Held stream() {
            exchange.begin(200, Map.of("Content-Type", "text/plain; charset=utf-8"));
            return this;
        }

        /** Answers at once. */
        public void answer(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.begin(200, Map.of("Content-Length", Integer.toString(bytes.length)));
            write(bytes);
            exchange.end();
        }

        public Written write(String text) {
            return write(text.getBytes(StandardCharsets.UTF_8));
        }

        public Written write(byte[] bytes) {
            Written written = new Written();
            exchange.write(bytes, written::done);
            return written;
        }

        public boolean isOver() {
            return timesOver.get() > 0;
        }
    }

    /** What was said of one write. */
    public static final class Written {
        private final AtomicInteger times = new AtomicInteger();
        private volatile @Nullable Throwable error;

        void done(@Nullable Throwable why) {
            error = why;
            times.incrementAndGet();
        }

        public int times() {
            return times.get();
        }

        public @Nullable Throwable error() {
            return error;
        }
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.path();
        if (path.startsWith(HELD)) {
            AtomicInteger timesOver = new AtomicInteger();
            exchange.whenOver(timesOver::incrementAndGet);
            held.put(path.substring(HELD.length()), new Held(exchange, timesOver));
        } else if (path.equals("/x/echo")) {
            exchange.body(MAX_BODY, body -> echo(exchange, body));
        } else {
            respond(exchange, 200, seen(exchange).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void echo(Exchange exchange, byte @Nullable [] body) {
        if (body == null) {
            respond(exchange, 413, new byte[0]);
        } else {
            respond(exchange, 200, body);
        }
    }

    private static void respond(Exchange exchange, int status, byte[] body) {
        exchange.begin(status, Map.of("Content-Length", Integer.toString(body.length), "X-Own", "yes"));
        exchange.write(body, error -> {});
        exchange.end();
    }

    private static String seen(Exchange exchange) {
        return String.join(
                " ",
                exchange.method(),
                exchange.path(),
                String.valueOf(exchange.query()),
                String.valueOf(exchange.header("x-test")),
                String.valueOf(exchange.header("absent")),
                String.valueOf(exchange.peer().secure()),
                String.valueOf(exchange.peer().user()));
    }

    /** Waits for it to come. */
    public Held held(String name) {
        Deadline.await("the exchange " + name, () -> held.containsKey(name));
        return Objects.requireNonNull(held.get(name));
    }

    /** How many have come. */
    public int count() {
        return held.size();
    }
}
