package dev.echolocate.web;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/** In containers: hands the request to the Configurators, on the thread that runs it. */
public final class HandshakeListener implements ServletRequestListener {
    /** There where the container itself speaks TLS (Servlet 6.0, 3.10); isSecure may be said by a proxy. */
    private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

    private final Services services;

    public HandshakeListener(Services services) {
        this.services = services;
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        // Nothing else: an asynchronous request is destroyed on another thread than it was begun on.
        if (event.getServletRequest() instanceof HttpServletRequest request
                && OpeningHandshake.isWanted(new ServletAsking(request))) {
            // Not the request's, which is written as the client likes.
            String contextPath = event.getServletContext().getContextPath();
            Asking asking = new ServletAsking(request);
            HandshakeContext.enter(new HandshakeContext(
                    asking,
                    services.admission().peer(asking),
                    request.getQueryString(),
                    Transport.NONE,
                    () -> HeadSource.of(request),
                    () -> local(request, contextPath),
                    services));
        }
    }

    private static Local local(HttpServletRequest request, String contextPath) {
        return new Local(
                Local.address(request.getLocalAddr(), request.getLocalPort()),
                request.getAttribute(CIPHER_SUITE) != null,
                contextPath);
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        HandshakeContext.leave();
    }
}
