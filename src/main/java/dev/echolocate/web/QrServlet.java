package dev.echolocate.web;

import dev.echolocate.base.Query;
import dev.echolocate.qr.Matrix;
import dev.echolocate.qr.Svg;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code GET qr?text=…}: a QR code as SVG, for our own pages. A link to a private room is a secret: what is asked for is
 * not kept, neither here nor in caches, and pages of others can't ask.
 */
public final class QrServlet extends HttpServlet {
    private static final int MAX_CHARACTERS = 1024;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "403: for pages of this server only");
            return;
        }
        // Not getParameter: some containers take a query for Latin-1.
        String text = Query.of(request.getQueryString()).get("text");
        if (text == null || text.isEmpty()) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "400: ?text= is missing");
            return;
        }
        if (text.length() > MAX_CHARACTERS) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "400: at most " + MAX_CHARACTERS + " characters");
            return;
        }
        try {
            String svg = Svg.of(Matrix.of(text));
            response.setContentType("image/svg+xml;charset=utf-8");
            response.getWriter().print(svg);
        } catch (IllegalArgumentException e) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "400: " + e.getMessage());
        }
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(why);
    }
}
