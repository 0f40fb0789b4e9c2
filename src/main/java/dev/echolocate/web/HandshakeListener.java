package dev.echolocate.web;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/** In containers: hands the request to the Configurators, on the thread that runs it. */
public final class HandshakeListener implements ServletRequestListener {
    private final Doors doors;

    public HandshakeListener(Doors doors) {
        this.doors = doors;
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        // Nothing else: an asynchronous request is destroyed on another thread than it was begun on.
        if (event.getServletRequest() instanceof HttpServletRequest request
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            HandshakeContext.enter(new HandshakeContext(
                    request.isSecure(),
                    request.getHeader("Host"),
                    request.getRemoteAddr(),
                    request.getQueryString(),
                    Transport.NONE,
                    () -> Heads.of(request),
                    doors));
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        HandshakeContext.leave();
    }
}
