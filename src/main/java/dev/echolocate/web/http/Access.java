package dev.echolocate.web.http;

import dev.echolocate.web.Admission;
import dev.echolocate.web.Refused;

/** Who may ask over HTTP, and how. */
final class Access {
    /** The methods of what is only read. */
    static final String READING = "GET, HEAD, OPTIONS";

    private Access() {}

    /** Whether a request only reads. */
    static boolean reads(Exchange exchange) {
        return "GET".equals(exchange.method()) || "HEAD".equals(exchange.method());
    }

    /** What is said to one that does not. */
    static Problem readOnly() {
        return new Problem(405, "bad_method", "this is asked with GET");
    }

    /** True where it may; otherwise it has been refused. */
    static boolean granted(Admission admission, Exchange exchange, String method) {
        try {
            check(admission, exchange);
        } catch (Problem problem) {
            Reply.problem(exchange, problem);
            return false;
        }
        String allow = "GET".equals(method) ? READING : method + ", OPTIONS";
        if (told(exchange, allow)) {
            return false;
        }
        if (!method.equals(exchange.method()) && !("GET".equals(method) && reads(exchange))) {
            Reply.problem(exchange, new Problem(405, "bad_method", "this is asked with " + method), allow);
            return false;
        }
        return true;
    }

    /** True where it only asked what it may ask (RFC 9110 9.3.7), and has been told. */
    static boolean told(Exchange exchange, String allow) {
        boolean asks = "OPTIONS".equals(exchange.method());
        if (asks) {
            exchange.set("Allow", allow);
            Reply.empty(exchange, 204);
        }
        return asks;
    }

    /** Fails for pages of other sites. */
    static void check(Admission admission, Exchange exchange) throws Problem {
        try {
            admission.request(exchange.peer(), exchange.header("Sec-Fetch-Site"));
        } catch (Refused refused) {
            throw Problem.of(refused);
        }
    }
}
