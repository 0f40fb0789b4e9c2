package dev.echolocate.web.http;

import dev.echolocate.base.Query;
import dev.echolocate.qr.Matrix;
import dev.echolocate.qr.Svg;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code GET qr?text=…}: a QR code as SVG, for our own pages. A link to a private room is a secret: what is asked for is
 * not kept, neither here nor in caches, and pages of others can't ask.
 */
public final class Qr implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/qr";

    private static final int MAX_CHARACTERS = 1024;

    @Override
    public void handle(Exchange exchange) {
        if (!exchange.method().equals("GET")) {
            exchange.set("Allow", "GET");
            text(exchange, 405, "405: this is asked with GET");
            return;
        }
        if ("cross-site".equals(exchange.header("Sec-Fetch-Site"))) {
            text(exchange, 403, "403: for pages of this server only");
            return;
        }
        String text = Query.of(exchange.query()).get("text");
        if (text == null || text.isEmpty()) {
            text(exchange, 400, "400: ?text= is missing");
        } else if (text.length() > MAX_CHARACTERS) {
            text(exchange, 400, "400: at most " + MAX_CHARACTERS + " characters");
        } else {
            draw(exchange, text);
        }
    }

    private static void draw(Exchange exchange, String text) {
        String svg;
        try {
            svg = Svg.of(Matrix.of(text));
        } catch (IllegalArgumentException e) {
            text(exchange, 400, "400: " + e.getMessage());
            return;
        }
        answer(exchange, 200, "image/svg+xml;charset=utf-8", svg);
    }

    private static void text(Exchange exchange, int status, String why) {
        answer(exchange, status, "text/plain;charset=utf-8", why + "\n");
    }

    private static void answer(Exchange exchange, int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.begin(
                status,
                Map.of(
                        "Content-Type",
                        type,
                        "Cache-Control",
                        "no-store",
                        "Content-Length",
                        Integer.toString(bytes.length)));
        exchange.write(bytes, failure -> exchange.end());
    }
}
