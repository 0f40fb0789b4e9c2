package dev.echolocate.web.http;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.feed.Outcome;
import dev.echolocate.web.Unaccepted;
import org.jspecify.annotations.Nullable;

/** A request that is refused, and why: the problem details of RFC 9457. A client's mistake is no fault: no stack trace. */
public final class Problem extends Exception {
    /** Its media type (RFC 9457 3). */
    public static final String TYPE = "application/problem+json";

    /** Seconds until it is worth while to try again (RFC 9110 10.2.3), where it is {@link #passing}. */
    public static final String RETRY_AFTER = "2";

    private static final long serialVersionUID = 1;

    final int status;
    final String code;

    /**
     * Says why.
     *
     * @param status of HTTP
     * @param code as in the errors of a session
     * @param detail for the one who sent it
     */
    public Problem(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Problem of(BadMessageException e) {
        return new Problem(400, e.code(), e.getMessage());
    }

    /** Why a write was not accepted; null where it was. */
    static @Nullable Problem of(Outcome outcome) {
        Unaccepted why = Unaccepted.of(outcome);
        return why == null ? null : new Problem(why.status(), why.code(), why.message());
    }

    /** Whether the same request may succeed later. */
    public boolean passing() {
        return status == 503;
    }

    /** The body of the response. */
    public String json() {
        return "{\"type\":\"about:blank\",\"title\":" + Json.quote(title()) + ",\"status\":" + status + ",\"detail\":"
                + Json.quote(String.valueOf(getMessage())) + ",\"code\":" + Json.quote(code) + "}";
    }

    /** RFC 9457 4.2.1: of about:blank, the title is the status' own phrase (RFC 9110 15). */
    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Internal Server Error";
        };
    }
}
