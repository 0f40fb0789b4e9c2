package dev.echolocate.web.http;

import dev.echolocate.base.Peer;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.Admission;
import dev.echolocate.web.Operators;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * {@code GET metrics}: figures of this server, for those who run it, as text that Prometheus reads (Prometheus exposition
 * formats, text format 0.0.4). They take some milliseconds, the first time many, and so are made on a thread of their own: not by
 * {@link Work}, which refuses when there is much to do, and then figures are wanted most.
 */
public final class Scrape implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/metrics";

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** What proxies add, besides what a {@link Peer} knows of. */
    private static final List<String> SIGNS =
            List.of("Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server");

    private final Admission admission;
    private final Operators operators;
    private final Supplier<byte[]> figures;
    private final Executor maker;

    /**
     * @param figures makes the text, in UTF-8
     * @param maker runs that; it may refuse where too many ask at once
     */
    public Scrape(Admission admission, Operators operators, Supplier<byte[]> figures, Executor maker) {
        this.maker = maker;
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
            make(exchange);
        } else {
            admission.count(Refusal.FIGURES);
            Reply.problem(exchange, new Problem(403, "not_yours", words(exchange.peer(), proxied)));
        }
    }

    private void make(Exchange exchange) {
        try {
            maker.execute(() -> {
                try {
                    Reply.content(exchange, new Content(TYPE, figures.get()), failure -> {});
                } catch (RuntimeException e) {
                    Reply.failed(exchange, e);
                }
            });
        } catch (RejectedExecutionException full) {
            admission.count(Refusal.WORK);
            Reply.problem(
                    exchange, new Problem(503, "busy", "too many ask for figures at once; try again in 2 seconds"));
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
