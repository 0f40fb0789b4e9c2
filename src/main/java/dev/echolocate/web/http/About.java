package dev.echolocate.web.http;

/**
 * {@code GET api/about}: whether this is Echolocate's own server. A page that came over plain HTTP then knows what to advise:
 * {@code --self-signed}.
 */
public final class About implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/about";

    private final Content content;

    /** @param own whether it is; else a container's */
    public About(boolean own) {
        content = Content.json("{\"own\":" + own + "}");
    }

    @Override
    public void handle(Exchange exchange) {
        if (Access.knows(exchange, Access.READING)) {
            Reply.kept(exchange, content);
        }
    }
}
