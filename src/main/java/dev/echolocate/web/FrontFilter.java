package dev.echolocate.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** In containers: the security headers, and, where handshakes pass filters, a refusal that explains itself. */
public final class FrontFilter extends HttpFilter {
    private final transient Gate gate;
    private final transient Map<String, String> headers;

    /** @param headers on every response */
    public FrontFilter(Gate gate, Map<String, String> headers) {
        this.gate = gate;
        this.headers = Map.copyOf(headers);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        headers.forEach(response::setHeader);
        if (response.getHeader("Cache-Control") == null) {
            response.setHeader("Cache-Control", "no-cache");
        }
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            String refusal = gate.refusal(request.isSecure(), request.getHeader("Host"), request.getHeader("Origin"));
            if (refusal != null) {
                response.setStatus(HttpServletResponse.SC_FORBIDDEN);
                response.setContentType("text/plain;charset=utf-8");
                response.getWriter().println(refusal);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
