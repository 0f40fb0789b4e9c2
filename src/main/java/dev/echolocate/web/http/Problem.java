package dev.echolocate.web.http;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Refusal;
import dev.echolocate.feed.FeedUnavailableException;
import dev.echolocate.feed.Outcome;
import dev.echolocate.web.Refused;
import dev.echolocate.web.WriteError;
import org.jspecify.annotations.Nullable;

/** A request that is refused, and why: the problem details of RFC 9457. A client's mistake is no fault: no stack trace. */
public final class Problem extends Exception {
    /** Its media type (RFC 9457 3). */
    public static final String TYPE = "application/problem+json";

    /** Seconds until it is worth while to try again (RFC 9110 10.2.3), where nothing else is known. */
    static final int RETRY_SECONDS = 2;

    private static final int UNAVAILABLE = 503;
    private static final double MILLIS = 1000;

    private static final long serialVersionUID = 1;

    final int status;
    final String code;
    private final int retrySeconds;
    private final @Nullable Refusal refusal;
    private final @Nullable Long nowMillis;
    private final @Nullable String of;

    /**
     * Says why.
     *
     * @param status of HTTP
     * @param code as in the errors of a session
     * @param detail for the one who sent it
     */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    /**
     * As above.
     *
     * @param refusal what was too much, to be counted by whoever says so; null where that is not it, or it was counted
     */
    Problem(int status, String code, String detail, @Nullable Refusal refusal) {
        this(status, code, status == UNAVAILABLE ? RETRY_SECONDS : 0, detail, refusal, null, null);
    }

    private Problem(
            int status,
            String code,
            int retrySeconds,
            String detail,
            @Nullable Refusal refusal,
            @Nullable Long nowMillis,
            @Nullable String of) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.nowMillis = nowMillis;
        this.of = of;
        this.status = status;
        this.code = code;
        this.retrySeconds = retrySeconds;
    }

    /**
     * A part of a request that does not come in time (RFC 9110 15.5.9).
     *
     * @param part {@code head} or {@code body}
     * @param millis how long it has
     */
    public static Problem tooSlow(String part, long millis) {
        String seconds = String.valueOf(millis / MILLIS).replaceFirst("\\.0$", "");
        return new Problem(408, "too_slow", "a request " + part + " has " + seconds + " s to arrive");
    }

    public static Problem of(Refused refused) {
        return new Problem(
                refused.status(), refused.code(), refused.retrySeconds(), refused.message(), null, null, null);
    }

    static Problem of(BadMessageException e) {
        return new Problem(400, e.code(), 0, e.getMessage(), null, e.now(), e.of());
    }

    static Problem of(FeedUnavailableException e) {
        return new Problem(UNAVAILABLE, e.code(), String.valueOf(e.getMessage()), e.refusal());
    }

    /** Why a write was not accepted; null where it was. */
    static @Nullable Problem of(Outcome outcome) {
        WriteError why = WriteError.of(outcome);
        return why == null ? null : of(why);
    }

    static Problem of(WriteError why) {
        return new Problem(why.status(), why.code(), why.message(), why.refusal());
    }

    /** The same, of a message for one of several feeds. */
    Problem whose(String of) {
        return new Problem(status, code, retrySeconds, String.valueOf(getMessage()), refusal, nowMillis, of);
    }

    /** What was too much, and is not counted yet. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** Seconds until the same request may succeed; 0 where it never does. */
    public int retrySeconds() {
        return retrySeconds;
    }

    /** The body of the response. */
    public String json() {
        return new JsonWriter()
                .object()
                .member("type", "about:blank")
                .member("title", title())
                .member("status", status)
                .member("detail", String.valueOf(getMessage()))
                .member("code", code)
                .member("now", nowMillis)
                .member("of", of)
                .done();
    }

    /** RFC 9457 4.2.1: of about:blank, the title is the status' own phrase (RFC 9110 15). */
    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 421 -> "Misdirected Request";
            case 429 -> "Too Many Requests";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Internal Server Error";
        };
    }
}
