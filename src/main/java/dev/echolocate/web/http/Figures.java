package dev.echolocate.web.http;

import dev.echolocate.base.Peer;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Operators;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code GET metrics}: figures of this server, for those who run it, as text that Prometheus reads (Prometheus exposition
 * formats, text format 0.0.4). They take less than a millisecond, and so are made where they are asked for.
 */
public final class Figures implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/metrics";

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** What proxies add, besides what a {@link Peer} knows of. */
    private static final List<String> SIGNS =
            List.of("Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server");

    private final Admission admission;
    private final Operators operators;
    private final Supplier<byte[]> figures;

    /** @param figures makes the text, in UTF-8; any thread, and never blocks */
    public Figures(Admission admission, Operators operators, Supplier<byte[]> figures) {
        this.admission = admission;
        this.operators = operators;
        this.figures = figures;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!Access.granted(admission, exchange, Access.READING)) {
            return;
        }
        boolean proxied = SIGNS.stream().anyMatch(name -> exchange.header(name) != null);
        if (operators.has(exchange.peer(), proxied)) {
            Reply.content(exchange, new Content(TYPE, figures.get()), failure -> {});
        } else {
            admission.count(Refusal.FIGURES);
            Reply.problem(exchange, new Problem(403, "not_yours", words(exchange.peer(), proxied)));
        }
    }

    private static String words(Peer peer, boolean proxied) {
        String rule = "figures of this server are for programs on its own machine, and for the networks in the setting"
                + " metrics.allow; ";
        if (!peer.known()) {
            return rule + "you come through a proxy at " + peer.address() + " that this server does not trust: see the"
                    + " setting proxies";
        }
        return rule + "you come from " + peer.address() + (peer.forwarded() || proxied ? ", through a proxy" : "");
    }
}
