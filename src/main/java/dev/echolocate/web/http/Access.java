package dev.echolocate.web.http;

import dev.echolocate.web.Admission;
import dev.echolocate.web.Refused;
import java.util.List;

/** Who may ask over HTTP, and how. */
public final class Access {
    /** The methods of what is only read. */
    public static final String READING = "GET, HEAD, OPTIONS";

    /** The methods of what is only asked with a body. */
    static final String ASKING = "POST, OPTIONS";

    private Access() {}

    /** Whether it only wanted to know the methods (RFC 9110 9.3.7), and has been told. */
    static boolean told(Exchange exchange, String methods) {
        boolean asks = "OPTIONS".equals(exchange.method());
        if (asks) {
            exchange.set("Allow", methods);
            Reply.empty(exchange, 204);
        }
        return asks;
    }

    /** Whether its method is one of those; otherwise it has been told them. */
    static boolean knows(Exchange exchange, String methods) {
        if (told(exchange, methods)) {
            return false;
        }
        List<String> known = List.of(methods.split(", "));
        boolean knows = known.contains(exchange.method());
        if (!knows) {
            Reply.problem(exchange, new Problem(405, "bad_method", "this is asked with " + known.get(0)), methods);
        }
        return knows;
    }

    /** True where it may; otherwise it has been answered. */
    static boolean granted(Admission admission, Exchange exchange, String methods) {
        if (told(exchange, methods)) {
            return false;
        }
        try {
            check(admission, exchange);
        } catch (Problem problem) {
            Reply.problem(exchange, problem);
            return false;
        }
        return knows(exchange, methods);
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
