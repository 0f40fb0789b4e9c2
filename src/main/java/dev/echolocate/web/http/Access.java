package dev.echolocate.web.http;

import dev.echolocate.web.Admission;
import dev.echolocate.web.Refused;

/** Whether a request may be answered. */
final class Access {
    private Access() {}

    /** True where it may; otherwise it has been refused. */
    static boolean granted(Admission admission, Exchange exchange, String method) {
        try {
            check(admission, exchange);
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
    static void check(Admission admission, Exchange exchange) throws Problem {
        try {
            admission.request(exchange.peer(), exchange.header("Sec-Fetch-Site"));
        } catch (Refused refused) {
            throw Problem.of(refused);
        }
    }
}
