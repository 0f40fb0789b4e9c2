package dev.echolocate.web.http;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Query;
import dev.echolocate.inspect.Accept;
import dev.echolocate.inspect.Draft;
import dev.echolocate.web.Admission;
import dev.echolocate.web.FrameRequest;
import dev.echolocate.web.InspectJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * What {@code inspect.html} asks: {@code api/handshake} tells the request as it was received, {@code api/accept} what becomes
 * of a key, {@code api/drafts} how handshakes once were, and {@code api/frames} writes and reads frames. Nothing is kept.
 */
public final class Inspection implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final List<String> PATTERNS =
            List.of("/api/handshake", "/api/accept", "/api/drafts", "/api/frames/*");

    private static final int MAX_QUERY_CHARACTERS = 256;
    private static final int MAX_BODY = 32 * 1024;

    private final Admission admission;
    private final Work work;

    /** @param work what reads and writes frames: thousands of them are some milliseconds, all else is far below one */
    public Inspection(Admission admission, Work work) {
        this.admission = admission;
        this.work = work;
    }

    private interface Responder {
        String json() throws Problem, BadMessageException;
    }

    private interface Asked {
        byte[] bytes(String body) throws BadMessageException;
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.path();
        switch (path) {
            case "/api/handshake" -> get(exchange, () -> InspectJson.request(exchange.head()));
            case "/api/accept" -> get(exchange, () -> InspectJson.accept(Accept.of(text(exchange, "key"))));
            case "/api/drafts" -> get(exchange, () -> drafts(exchange));
            case "/api/frames" -> get(exchange, InspectJson::reference);
            case "/api/frames/decode" -> post(exchange, FrameRequest::bytes);
            case "/api/frames/encode" -> post(exchange, FrameRequest::written);
            default ->
                Reply.problem(
                        exchange,
                        new Problem(404, "bad_name", "frames are written and read at frames/encode and frames/decode"));
        }
    }

    private void get(Exchange exchange, Responder answer) {
        if (Access.granted(admission, exchange, Access.READING)) {
            answer(exchange, answer);
        }
    }

    private void post(Exchange exchange, Asked asked) {
        if (!Access.granted(admission, exchange, Access.ASKING)) {
            return;
        }
        exchange.body(
                MAX_BODY,
                body -> work.run(
                        exchange,
                        () -> Content.json(InspectJson.frames(asked.bytes(Body.text(body, "a body", MAX_BODY))))));
    }

    private static void answer(Exchange exchange, Responder answer) {
        try {
            Reply.json(exchange, 200, answer.json(), failure -> {});
        } catch (Problem | BadMessageException | RuntimeException e) {
            Reply.failed(exchange, e);
        }
    }

    private static String drafts(Exchange exchange) throws Problem {
        Query query = Query.of(exchange.query());
        String host = exchange.header("Host");
        String origin = given(query, "origin", (exchange.peer().secure() ? "https://" : "http://") + host);
        Draft.Destination destination = new Draft.Destination(
                given(query, "host", String.valueOf(host)), given(query, "path", "/inspect"), origin);
        if (!isDestination(destination)) {
            throw new Problem(400, "bad_query", "host=, path= and origin= are those of a URL");
        }
        return InspectJson.drafts(destination, given(query, "text", "Hello"));
    }

    private static boolean isDestination(Draft.Destination destination) {
        try {
            URI uri = new URI("ws://" + destination.host() + destination.path());
            return destination.host().equals(uri.getAuthority())
                    && destination.path().startsWith("/")
                    && new URI(destination.origin()).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String text(Exchange exchange, String name) throws Problem {
        String text = Query.of(exchange.query()).get(name);
        if (text == null) {
            throw new Problem(400, "bad_query", name + "= is missing");
        }
        return limited(name, text);
    }

    private static String given(Query query, String name, String otherwise) throws Problem {
        String text = query.get(name);
        return limited(name, text == null ? otherwise : text);
    }

    private static String limited(String name, String text) throws Problem {
        if (text.length() > MAX_QUERY_CHARACTERS) {
            throw new Problem(400, "bad_query", name + "= has at most " + MAX_QUERY_CHARACTERS + " characters");
        }
        return text;
    }
}
