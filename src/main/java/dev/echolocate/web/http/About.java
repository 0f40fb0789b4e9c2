package dev.echolocate.web.http;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.web.Switches;

/**
 * {@code GET api/about}: whether this is Echolocate's own server, and what is turned on. A page that came over plain HTTP then
 * knows what to advise: {@code --self-signed}; and none leads to what is turned off.
 */
public final class About implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/about";

    private final Content content;

    /** @param own whether it is; else a container's */
    public About(boolean own, Switches switches) {
        JsonWriter json = new JsonWriter().object().member("own", own).object("services");
        for (Switches.Feature part : Switches.Feature.values()) {
            json.member(part.word(), switches.has(part));
        }
        content = Content.json(json.done());
    }

    @Override
    public void handle(Exchange exchange) {
        if (Access.knows(exchange, Access.READING)) {
            Reply.kept(exchange, content);
        }
    }
}
