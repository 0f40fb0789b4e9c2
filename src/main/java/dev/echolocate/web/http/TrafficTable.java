package dev.echolocate.web.http;

import dev.echolocate.base.Budget.Taken;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Names;
import dev.echolocate.base.Query;
import dev.echolocate.base.Refusal;
import dev.echolocate.compare.Figures;
import dev.echolocate.compare.Traffic;
import dev.echolocate.compare.Way;
import dev.echolocate.web.Admission;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/traffic?channel=}: the bytes that each way to a broadcast channel costs, counted at the connection where that is
 * ours. Asking is what has them counted.
 */
public final class TrafficTable implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/traffic";

    private final Admission admission;
    private final @Nullable Traffic traffic;

    /** @param traffic null where nobody counts: a container owns the connections */
    public TrafficTable(Admission admission, @Nullable Traffic traffic) {
        this.admission = admission;
        this.traffic = traffic;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!Access.granted(admission, exchange, Access.READING)) {
            return;
        }
        try {
            Reply.json(exchange, 200, answer(exchange), failure -> {});
        } catch (Problem problem) {
            Reply.problem(exchange, problem);
        }
    }

    private String answer(Exchange exchange) throws Problem {
        String channel = Query.of(exchange.query()).get("channel");
        if (channel == null || !Names.valid(channel)) {
            throw new Problem(400, "bad_query", "channel= is whose bytes are asked for; " + Names.RULE);
        }
        if (traffic == null) {
            return "{\"measured\":false}";
        }
        Traffic.Look look = traffic.look(exchange.peer().address(), channel);
        if (look.taken() != Taken.YES) {
            admission.count(Refusal.COUNTED);
            throw new Problem(503, look.taken() == Taken.OVER_SHARE ? "share" : "full", full(look.taken()));
        }
        return json(look.figures());
    }

    private static String full(Taken taken) {
        return (taken == Taken.OVER_SHARE
                        ? "as many channels are counted for your address as may be while others look, too"
                        : "as many channels are counted as may be")
                + "; one is free " + Traffic.LEASE_MILLIS / 1000 + " seconds after the last look at it";
    }

    private static String json(Map<Way, Figures> figures) {
        JsonWriter json = new JsonWriter(512).object().member("measured", true).object("transports");
        figures.forEach((way, counted) -> json.object(way.label())
                .member("requests", counted.requests())
                .member("received", counted.received())
                .member("sent", counted.sent())
                .end());
        return json.done();
    }
}
