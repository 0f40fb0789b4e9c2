package dev.echolocate.web.http;

import dev.echolocate.web.Gate;

/** Who may ask what is served under {@code api/}, and how. */
final class Admission {
    private Admission() {}

    /** Whether a request may be answered; otherwise it has been refused. */
    static boolean admits(Gate gate, Exchange exchange, String method) {
        String refusal = gate.request(
                exchange.secure(),
                exchange.header("Host"),
                exchange.header("Origin"),
                exchange.header("Sec-Fetch-Site"));
        if (refusal != null) {
            Reply.problem(exchange, new Problem(403, "foreign_origin", refusal));
        } else if (!method.equals(exchange.method())) {
            Reply.problem(exchange, new Problem(405, "bad_method", "this is asked with " + method), method);
        } else {
            return true;
        }
        return false;
    }
}
