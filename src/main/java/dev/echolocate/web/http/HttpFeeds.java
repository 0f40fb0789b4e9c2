package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Names;
import dev.echolocate.base.Query;
import dev.echolocate.base.Refusal;
import dev.echolocate.base.Stages;
import dev.echolocate.delivery.Dialect;
import dev.echolocate.delivery.FeedPosition;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Hub;
import dev.echolocate.delivery.Pace;
import dev.echolocate.delivery.ServerSentEvents;
import dev.echolocate.delivery.SessionKind;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.delivery.Via;
import dev.echolocate.feed.FeedUnavailableException;
import dev.echolocate.feed.Secret;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Refused;
import dev.echolocate.web.Services;
import dev.echolocate.web.Switches;
import dev.echolocate.web.http.HttpFeed.FeedReading;
import dev.echolocate.web.http.HttpFeed.Post;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code feeds/{service}/{name}}: each feed over HTTP. GET polls; with {@code ?wait=} it waits (RFC 6202 2), as
 * {@code text/event-stream} it streams (WHATWG HTML 9.2), and POST publishes. Refusals are problem details (RFC 9457).
 */
public final class HttpFeeds implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/feeds/*";

    static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private static final String PREFIX = "/feeds/";
    private static final String SECRET_HEADER = "Echolocate-Secret";
    private static final String EVENT_STREAM = "text/event-stream";

    /** Proxies as they come give an answer 50 s (haproxy) or 60 s (nginx). */
    private static final int MAX_WAIT_SECONDS = 45;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private final Admission admission;
    private final Hub hub;
    private final Work work;
    private final Map<String, HttpFeed> services;

    /** @param work refuses answers that nobody reads */
    public HttpFeeds(Services services, Work work) {
        this.work = work;
        this.admission = services.admission();
        this.hub = services.hub();
        ChatFeed chat = new ChatFeed(services.chat());
        TrackerFeed tracker = new TrackerFeed(services.tracker(), services.settings());
        this.services = Map.of(
                "broadcast",
                new BroadcastFeed(services.broadcast(), services.settings()),
                "chat",
                chat,
                "tracker",
                tracker,
                "room",
                new RoomFeed(
                        services.rooms(),
                        tracker,
                        chat,
                        admission,
                        services.settings().roomMaxMessage()));
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            admit(exchange);
            String[] names = names(exchange.path());
            HttpFeed feed = services.get(names[0]);
            if (feed == null) {
                throw new Problem(404, "no_such_feed", "feeds are those of " + services.keySet());
            }
            String off = admission.switches().room(names[1]);
            if (off != null) {
                throw new Problem(404, Switches.CODE, off, Refusal.OFF);
            }
            switch (exchange.method()) {
                case "GET", "HEAD" -> read(exchange, names[0], feed, names[1]);
                case "POST" -> publish(exchange, names[0], feed, names[1]);
                case "OPTIONS" -> options(exchange);
                default -> throw new Problem(405, "bad_method", "a feed knows " + METHODS);
            }
        } catch (Problem | RuntimeException e) {
            failed(exchange, e);
        }
    }

    private void admit(Exchange exchange) throws Problem {
        Access.check(admission, exchange);
        Cors.headers(exchange.header("Origin")).forEach(exchange::set);
    }

    private static String[] names(String path) throws Problem {
        String[] names =
                path.startsWith(PREFIX) ? path.substring(PREFIX.length()).split("/", -1) : new String[0];
        if (names.length != 2 || !Names.valid(names[1])) {
            throw new Problem(404, "bad_name", "a feed is feeds/{service}/{name}; " + Names.RULE);
        }
        return names;
    }

    /** Fetch 4.8, for pages of configured origins. */
    private static void options(Exchange exchange) {
        exchange.set("Allow", METHODS);
        exchange.set("Access-Control-Allow-Methods", METHODS);
        exchange.set("Access-Control-Allow-Headers", "Content-Type, Last-Event-ID, " + SECRET_HEADER);
        exchange.set("Access-Control-Max-Age", "600");
        Reply.empty(exchange, 204);
    }

    private void read(Exchange exchange, String service, HttpFeed feed, String room) throws Problem {
        Query query = Query.of(exchange.query());
        boolean streams = accepts(exchange.header("Accept"));
        long wait = streams ? 0 : wait(query.get("wait"));
        String since = query.get("since");
        Pace pace = pace(query);
        if ("HEAD".equals(exchange.method()) && streams) {
            EventStream.head(exchange);
        } else if (streams) {
            String last = exchange.header("Last-Event-ID");
            String from = last == null || last.isEmpty() ? since : last;
            held(
                    exchange,
                    () -> feed.reading(room, query, from, address(exchange)),
                    (e, reading, ended) -> stream(e, new SessionKind(service, Via.SSE), reading.at(pace), ended));
        } else if (wait > 0 && since != null && !"HEAD".equals(exchange.method())) {
            held(
                    exchange,
                    () -> feed.reading(room, query, since, address(exchange)),
                    (e, reading, ended) -> await(e, new SessionKind(service, Via.LONG_POLL), reading, wait, ended));
        } else if (!work.refused(exchange)) {
            answered(exchange, feed.poll(room, query, since), reading -> poll(exchange, service, reading));
        }
    }

    /** Whom everything is counted to that a request makes and writes. */
    private static Address address(Exchange exchange) {
        return exchange.peer().address();
    }

    private void poll(Exchange exchange, String service, FeedReading reading) {
        Frame frame = hub.poll(reading.dialect(), reading.feedPositions());
        // It is a hundred times what the request costs; what waits or streams is counted by the delivery.
        hub.counts().usage(new SessionKind(service, Via.POLL)).gave(frame.length());
        work.send(exchange, Content.json(String.valueOf(frame.text())));
    }

    /** Goes on once the feeds are open; whatever goes wrong is answered. */
    private void answered(Exchange exchange, CompletionStage<FeedReading> opening, Consumer<FeedReading> next) {
        var unused = opening.thenAccept(next).whenComplete((done, failure) -> {
            if (failure != null) {
                failed(exchange, failure);
            }
        });
    }

    private interface FeedOpening {
        CompletionStage<FeedReading> reading() throws Problem;
    }

    private interface Held {
        void begin(Exchange exchange, FeedReading reading, Runnable ended);
    }

    /** What goes on for a while takes a place among the sessions, until it has ended. */
    private void held(Exchange exchange, FeedOpening opening, Held held) throws Problem {
        Budget.Share place = place(exchange);
        CompletionStage<FeedReading> reading;
        try {
            reading = opening.reading();
        } catch (Problem | RuntimeException e) {
            place.close();
            throw e;
        }
        answered(
                exchange,
                reading.whenComplete((open, failure) -> {
                    if (failure != null) {
                        place.close();
                    }
                }),
                open -> held.begin(exchange, open, place::close));
    }

    private Budget.Share place(Exchange exchange) throws Problem {
        try {
            return admission.session(exchange.peer());
        } catch (Refused refused) {
            throw Problem.of(refused);
        }
    }

    private void stream(Exchange exchange, SessionKind kind, FeedReading reading, Runnable ended) {
        EventStream sink = new EventStream(exchange, kind);
        sink.subscriber(hub.read(sink, ServerSentEvents.of(reading.dialect()), null, reading.feedPositions(), ended));
    }

    private void await(Exchange exchange, SessionKind kind, FeedReading reading, long millis, Runnable ended) {
        FeedPosition.await(reading.feedPositions());
        LongPoll sink = new LongPoll(exchange, kind);
        Dialect dialect = hub.polled(reading.dialect());
        Subscriber subscriber = hub.read(sink, dialect, null, reading.feedPositions(), ended);
        subscriber.endAfter(millis);
        sink.subscriber(subscriber);
    }

    private static boolean accepts(@Nullable String accept) {
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(EVENT_STREAM);
    }

    /** How many milliseconds somebody waits who asks for so many seconds: no longer than anybody may. */
    static long wait(@Nullable String seconds) throws Problem {
        if (seconds == null) {
            return 0;
        }
        // Java would take "0x1p1" and "1f" as well.
        if (!SECONDS.matcher(seconds).matches()) {
            throw new Problem(
                    400, "bad_query", "wait= is a number of seconds; " + MAX_WAIT_SECONDS + " at most are waited");
        }
        return Math.round(Math.min(MAX_WAIT_SECONDS, Double.parseDouble(seconds)) * 1000);
    }

    private static Pace pace(Query query) throws Problem {
        try {
            return Pace.wished(query);
        } catch (BadMessageException e) {
            throw Problem.of(e);
        }
    }

    private void publish(Exchange exchange, String service, HttpFeed feed, String room) throws Problem {
        try {
            admission.post(exchange.peer());
        } catch (Refused refused) {
            throw Problem.of(refused);
        }
        String type = exchange.header("Content-Type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "bad_type", "send it as Content-Type: application/json");
        }
        String secret = exchange.header(SECRET_HEADER);
        if (secret != null && !Secret.valid(secret)) {
            throw new Problem(400, "bad_secret", SECRET_HEADER + ": " + Secret.RULE);
        }
        exchange.body(feed.maxMessage(), body -> {
            if (body != null) {
                hub.counts().usage(new SessionKind(service, Via.POST)).took(body.length);
            }
            publish(exchange, feed, room, secret, body);
        });
    }

    private void publish(
            Exchange exchange, HttpFeed feed, String room, @Nullable String secret, byte @Nullable [] body) {
        try {
            String message = Body.text(body, "a message", feed.maxMessage());
            Query query = Query.of(exchange.query());
            CompletionStage<String> published = feed.publish(new Post(
                    room, query, address(exchange), secret, exchange.peer().user(), message));
            hub.writing(published);
            var unused = published.whenComplete((answer, failure) -> answer(exchange, answer, failure));
        } catch (Problem | BadMessageException | RuntimeException e) {
            failed(exchange, e);
        }
    }

    private void answer(Exchange exchange, @Nullable String answer, @Nullable Throwable failure) {
        if (answer != null) {
            Reply.json(exchange, 200, answer, sent -> {});
        } else {
            failed(exchange, failure == null ? new IllegalStateException("no answer") : failure);
        }
    }

    /** Where something was too much, it is counted here. */
    private void failed(Exchange exchange, Throwable failure) {
        Throwable why = Stages.why(failure);
        Throwable told = why instanceof FeedUnavailableException full ? Problem.of(full) : why;
        if (told instanceof Problem problem && problem.refusal() != null) {
            admission.count(problem.refusal());
        }
        Reply.failed(exchange, told);
    }
}
