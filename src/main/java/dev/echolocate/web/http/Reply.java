package dev.echolocate.web.http;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Stages;
import java.lang.System.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whole responses. */
final class Reply {
    /** RFC 9111 5.2.2.4. */
    static final Map<String, String> KEPT = Map.of("Cache-Control", "no-cache");

    private static final Logger LOG = System.getLogger(Reply.class.getName());

    private Reply() {}

    /** A JSON object; {@code done} as of {@link Exchange#write}. */
    static void json(Exchange exchange, int status, String json, Consumer<@Nullable Throwable> done) {
        whole(exchange, status, Content.json(json), Map.of(), done);
    }

    /** Not to be kept by anybody, unless its headers say otherwise; {@code done} as of {@link Exchange#write}. */
    static void content(Exchange exchange, Content content, Consumer<@Nullable Throwable> done) {
        if (content.isNone()) {
            exchange.begin(content.status, content.headers);
            exchange.end();
            done.accept(null);
        } else {
            whole(exchange, content.status, content, content.headers, done);
        }
    }

    /** With 200; it may be kept, and is asked for again each time. */
    static void kept(Exchange exchange, Content content) {
        whole(exchange, 200, content, KEPT, failure -> {});
    }

    static void empty(Exchange exchange, int status) {
        exchange.begin(status, Map.of("Cache-Control", "no-store"));
        exchange.end();
    }

    static void problem(Exchange exchange, Problem problem) {
        problem(exchange, problem, HttpFeeds.METHODS);
    }

    /** The same; {@code allow} are the methods that are known there (RFC 9110 10.2.1). */
    static void problem(Exchange exchange, Problem problem, String allow) {
        whole(exchange, problem, Content.text(Problem.TYPE, problem.json()), allow);
    }

    /** The same in plain words, where people or pictures ask. */
    static void words(Exchange exchange, Problem problem, String allow) {
        String words = problem.status + ": " + problem.getMessage() + "\n";
        whole(exchange, problem, Content.text("text/plain;charset=utf-8", words), allow);
    }

    private static void whole(Exchange exchange, Problem problem, Content content, String allow) {
        Map<String, String> more = problem.retrySeconds() > 0
                ? Map.of("Retry-After", Integer.toString(problem.retrySeconds()))
                : problem.status == 405 ? Map.of("Allow", allow) : Map.of();
        whole(exchange, problem.status, content, more, failure -> {});
    }

    /** Whatever kept a request from being answered: what its sender did wrong is told as it is, and a fault of ours is logged. */
    static void failed(Exchange exchange, Throwable failure) {
        Throwable why = Stages.why(failure);
        if (why instanceof Problem problem) {
            problem(exchange, problem);
        } else if (why instanceof BadMessageException message) {
            problem(exchange, Problem.of(message));
        } else {
            Enduring.survived(LOG, "a request could not be handled", why);
            problem(exchange, new Problem(500, "fault", "a fault of ours"));
        }
    }

    /** Any other; {@code done} as of {@link Exchange#write}. */
    static void whole(
            Exchange exchange,
            int status,
            Content content,
            Map<String, String> more,
            Consumer<@Nullable Throwable> done) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.putAll(more);
        headers.put("Content-Type", content.type);
        headers.put("Content-Length", Integer.toString(content.bytes.length));
        exchange.begin(status, headers);
        exchange.write(content.bytes, failure -> {
            if (failure == null) {
                exchange.end();
            } else {
                exchange.abort();
            }
            done.accept(failure);
        });
    }
}
