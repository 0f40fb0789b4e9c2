package dev.echolocate.embedded;

import dev.echolocate.base.Escapes;
import dev.echolocate.inspect.Head;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/** The bytes of those requests that are asked to be told as they were. */
final class NotedHeads implements ConnectionObserver {
    private static final String NOTED = NotedHeads.class.getName();

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
        return Head.of(
                request.getMethod().getMethodString(),
                request.getRequestURI(),
                query,
                request.getProtocolString(),
                request.getHeaders().names(),
                request.getHeaders()::values);
    }
}
