package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Escapes;
import dev.echolocate.base.Names;
import dev.echolocate.base.Peer;
import dev.echolocate.base.Query;
import dev.echolocate.feed.Cursor;
import dev.echolocate.inspect.Head;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a session brings from its handshake, noted before the 101 is written.
 *
 * @param room the name in the path, valid or not
 * @param peer who asked
 * @param start where a reader of a Log begins, once that is known; null where there is no such thing
 * @param request as it was received; null where nobody wants to know
 * @param local where it came in; null where nobody wants to know
 */
record Handshake(
        Services services,
        Transport transport,
        Query query,
        String room,
        Peer peer,
        @Nullable CompletionStage<@Nullable Cursor> start,
        @Nullable Head request,
        @Nullable Local local) {
    private static final String KEY = Handshake.class.getName();

    static @Nullable Handshake of(Session session, EndpointConfig config) {
        Object noted = session.getUserProperties().get(KEY);
        if (noted == null) {
            noted = config.getUserProperties().get(KEY);
        }
        return noted instanceof Handshake handshake ? handshake : null;
    }

    /** Whom the session is counted to. */
    Address address() {
        return peer.address();
    }

    /**
     * In place of it, wherever it was noted, once the session has begun: a session that lives long keeps nothing that its
     * client wrote, which may be 16 KiB.
     */
    Handshake settled(Session session, EndpointConfig config) {
        query.forget();
        Handshake kept = new Handshake(services, transport, query, "", Peer.of(peer.address()), null, null, null);
        session.getUserProperties().replace(KEY, this, kept);
        config.getUserProperties().replace(KEY, this, kept);
        return kept;
    }

    void note(EndpointConfig config) {
        config.getUserProperties().put(KEY, this);
    }

    /**
     * The name in the path of a handshake: valid as it is, or with escapes that it does not need.
     *
     * @param template the endpoint's, such as {@code /tracker/{room}}
     * @param path as requested, whatever the context path
     */
    static String room(String template, String path) {
        String last = Escapes.undone(path.substring(path.lastIndexOf('/') + 1));
        return template.indexOf('{') < 0 || last.isEmpty() ? Names.DEFAULT : last;
    }
}
