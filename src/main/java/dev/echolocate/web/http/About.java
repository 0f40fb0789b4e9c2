package dev.echolocate.web.http;

import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Key;
import dev.echolocate.web.Switches;

/**
 * {@code GET api/about}: whether this is Echolocate's own server, of which version, and what is turned on. A page that came over plain HTTP then
 * knows what to advise: {@code --self-signed}; and none leads to what is turned off.
 */
public final class About implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/about";

    private final Content content;

    public static final Key<String> SOURCE = Key.text(
                    "source.url",
                    "",
                    "empty, or an address that begins with https:// or http://",
                    "|https?://[^\\s\"<>]+")
            .means("Where people find the source and the documents of this program, as it runs here: the help page"
                    + " links to it, and `api/about` tells it.");

    /**
     * Of what is known when it starts.
     *
     * @param own whether it is; else a container's
     * @param source an address; empty where none is told
     */
    public About(boolean own, Switches switches, String version, String source) {
        JsonWriter json = new JsonWriter()
                .object()
                .member("own", own)
                .member("version", version)
                .member("source", source.isEmpty() ? null : source)
                .object("services");
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
