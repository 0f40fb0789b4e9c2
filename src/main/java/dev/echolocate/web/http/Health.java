package dev.echolocate.web.http;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.web.Readiness;

/**
 * {@code GET health}: whether this server takes in who comes, for load balancers and service managers. It is answered to
 * anybody, by whatever name they ask, and says nothing else.
 */
public final class Health implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/health";

    private final Readiness readiness;

    public Health(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public boolean answersAnybody() {
        return true;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!Access.knows(exchange, Access.READING)) {
            return;
        }
        switch (readiness.state()) {
            case READY -> Reply.json(exchange, 200, "{\"status\":\"ready\"}", sent -> {});
            case STARTING -> unready(exchange, "starting", "this server is starting; try again soon");
            case STOPPING -> {
                // As all others are told then.
                exchange.set("Connection", "close");
                unready(exchange, "stopping", Readiness.STOPPING);
            }
        }
    }

    private static void unready(Exchange exchange, String status, String why) {
        String json = new JsonWriter()
                .object()
                .member("status", status)
                .member("detail", why)
                .done();
        exchange.set("Retry-After", Integer.toString(Problem.RETRY_SECONDS));
        Reply.json(exchange, 503, json, sent -> {});
    }
}
