package dev.echolocate.embedded;

import dev.echolocate.base.Escapes;
import dev.echolocate.inspect.Head;
import dev.echolocate.inspect.Header;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/** The bytes of those requests that are asked to be told as they were. */
final class Heads implements ConnectionObserver {
    private static final String NOTED = Heads.class.getName();

    @Override
    public void begun(Connection<?> connection, HttpRequestPacket request, Buffer unread) {
        String uri = Escapes.undone(request.getRequestURI());
        if (uri.endsWith("/inspect") || uri.endsWith("/api/handshake")) {
            int end = end(unread);
            if (end > 0) {
                byte[] bytes = new byte[end - unread.position()];
                unread.slice(unread.position(), end).get(bytes);
                request.setAttribute(NOTED, bytes);
            }
        }
    }

    /** Behind the empty line, or 0. */
    private static int end(Buffer buffer) {
        int newlines = 0;
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            byte b = buffer.get(i);
            if (b == '\n') {
                newlines++;
            } else if (b != '\r') {
                newlines = 0;
            }
            if (newlines == 2) {
                return i + 1;
            }
        }
        return 0;
    }

    /**
     * As it was, where that was noted; else as it was understood.
     *
     * @param query undecoded, without {@code ?}, or null
     */
    static Head of(HttpRequestPacket request, @Nullable String query) {
        if (request.getAttribute(NOTED) instanceof byte[] bytes) {
            Head head = Head.of(bytes);
            // Where the buffer had begun with something else, this is not the request.
            if (head.line().startsWith(request.getMethod().getMethodString() + " ")) {
                return head;
            }
        }
        List<Header> headers = new ArrayList<>();
        for (String name : request.getHeaders().names()) {
            for (String value : request.getHeaders().values(name)) {
                headers.add(new Header(name, value));
            }
        }
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        return new Head(
                request.getMethod().getMethodString() + " " + target + " " + request.getProtocolString(),
                headers,
                false);
    }
}
