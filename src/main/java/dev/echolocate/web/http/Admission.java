package dev.echolocate.web.http;

import dev.echolocate.web.Gate;

/** Who may ask over HTTP, and how. */
final class Admission {
    /** The methods of what is only read. */
    static final String READING = "GET, HEAD";

    private Admission() {}

    /** Whether a request only reads. */
    static boolean reads(Exchange exchange) {
        return "GET".equals(exchange.method()) || "HEAD".equals(exchange.method());
    }

    /** What is said to one that does not. */
    static Problem readOnly() {
        return new Problem(405, "bad_method", "this is asked with GET");
    }

    /** Whether a request may be answered; otherwise it has been refused. */
    static boolean admits(Gate gate, Exchange exchange, String method) {
        try {
            check(gate, exchange);
        } catch (Problem problem) {
            Reply.problem(exchange, problem);
            return false;
        }
        if (!method.equals(exchange.method())) {
            Reply.problem(exchange, new Problem(405, "bad_method", "this is asked with " + method), method);
            return false;
        }
        return true;
    }

    /** Fails for pages of other sites. */
    static void check(Gate gate, Exchange exchange) throws Problem {
        String refusal = gate.request(
                exchange.secure(),
                exchange.header("Host"),
                exchange.header("Origin"),
                exchange.header("Sec-Fetch-Site"));
        if (refusal != null) {
            throw new Problem(403, "foreign_origin", refusal);
        }
    }
}
