package dev.echolocate.web.http;

import dev.echolocate.base.Peer;
import dev.echolocate.web.Admission;
import dev.echolocate.web.FrontFilter;
import dev.echolocate.web.Refused;
import dev.echolocate.web.ServletAsking;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** In containers: exchanges as asynchronous requests (Jakarta Servlet 2.3.3.3), which hold no thread. */
public final class ExchangeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Exchange.Handler handler;
    private final transient Admission admission;
    private final transient Bodies bodies;

    /**
     * @param admission tells who asks
     * @param bodies of all requests, that are not whole yet
     */
    public ExchangeServlet(Exchange.Handler handler, Admission admission, Bodies bodies) {
        this.handler = handler;
        this.admission = admission;
        this.bodies = bodies;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Peer peer = admission.peer(new ServletAsking(request)).withUser(request.getRemoteUser());
        Exchange exchange = new ServletExchange(request, response, peer, bodies);
        if (request.getAttribute(FrontFilter.REFUSED) instanceof Refused refused) {
            refuse(exchange, refused);
        } else {
            handler.handle(exchange);
        }
    }

    /** Pages that are let in may read why. */
    private void refuse(Exchange exchange, Refused refused) {
        if (admission.isOurs(exchange.peer())) {
            Cors.headers(exchange.peer().origin()).forEach(exchange::set);
        }
        Reply.problem(exchange, Problem.of(refused));
    }
}
