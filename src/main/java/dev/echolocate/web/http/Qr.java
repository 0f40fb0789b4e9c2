package dev.echolocate.web.http;

import dev.echolocate.base.Query;
import dev.echolocate.base.Text;
import dev.echolocate.qr.Matrix;
import dev.echolocate.qr.Svg;
import dev.echolocate.web.Admission;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET qr?text=…}: a QR code as SVG, for our own pages. A link to a private room is a secret: caches may not keep it,
 * and pages of others can't ask. The newest are kept here, in memory, since everybody in a room asks for the same.
 */
public final class Qr implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/qr";

    private static final int MAX_CHARACTERS = 1024;
    private static final long MAX_KEPT_BYTES = 1 << 20;

    private final Pictures pictures = new Pictures(MAX_KEPT_BYTES);
    private final Admission admission;
    private final Work work;

    /** @param work what makes them: the longest takes some milliseconds */
    public Qr(Admission admission, Work work) {
        this.admission = admission;
        this.work = work;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!Access.knows(exchange, Access.READING)) {
            return;
        }
        try {
            String text = asked(exchange);
            Content kept = pictures.get(text);
            if (kept != null) {
                work.send(exchange, kept);
            } else {
                work.run(exchange, () -> made(text));
            }
        } catch (Problem problem) {
            Reply.words(exchange, problem, Access.READING);
        }
    }

    private String asked(Exchange exchange) throws Problem {
        Access.check(admission, exchange);
        @Nullable String text = Query.of(exchange.query()).get("text");
        if (text == null || text.isEmpty()) {
            throw new Problem(400, "bad_query", "?text= is missing");
        }
        if (text.length() > MAX_CHARACTERS) {
            throw new Problem(400, "bad_query", "at most " + MAX_CHARACTERS + " characters");
        }
        if (Text.utf8Length(text) > Matrix.MAX_BYTES) {
            throw new Problem(400, "bad_query", "too long for a QR code");
        }
        return text;
    }

    private Content made(String text) {
        Content picture = Content.text("image/svg+xml;charset=utf-8", Svg.of(Matrix.of(text)));
        pictures.put(text, picture);
        return picture;
    }
}
