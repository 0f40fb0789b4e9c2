package dev.echolocate.embedded;

import dev.echolocate.base.Escapes;
import dev.echolocate.compare.Label;
import dev.echolocate.compare.Tally;
import dev.echolocate.compare.Traffic;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of labelled requests: with their heads, chunks and frames, without TLS and TCP.
 *
 * <p>What is written between a request's head and its response's end is that request's; so is what is read of its body, and
 * all there is of a WebSocket. Anything else that is read is the next request's, and known to be once its head is: then
 * what was read along with the request before it is taken back from that one. While several requests wait that came at once
 * (RFC 9112 9.3.2), the first of them has the bytes of all.
 *
 * <p>A request without a label costs a look at a field for each read and write, and a look at its query.
 */
final class ByteCounter implements ConnectionObserver {
    private static final Attribute<OpenConnection> LINE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(ByteCounter.class.getName() + ".line");

    private final Traffic traffic;
    private final String contextPath;

    /** One connection. Only the label, which writers of any thread look at, is for more than one thread at a time. */
    private static final class OpenConnection {
        /** Of the request that is being answered. */
        volatile @Nullable Label label;

        /** Of the newest request, answered or not. */
        @Nullable
        Label newest;

        /** Bytes that have been read of a request whose head is not whole. */
        long early;
    }

    ByteCounter(Traffic traffic, String contextPath) {
        this.traffic = traffic;
        this.contextPath = contextPath;
    }

    @Override
    public void accepted(Connection<?> connection) {
        LINE.set(connection, new OpenConnection());
    }

    @Override
    public void read(Connection<?> connection, int bytes) {
        OpenConnection line = LINE.get(connection);
        if (ConnectionDeadlines.phaseOf(connection).isBelowHead()) {
            received(line.newest, bytes);
        } else {
            line.early += bytes;
        }
    }

    @Override
    public void wrote(Connection<?> connection, int bytes) {
        Label label = LINE.get(connection).label;
        Tally tally = label == null ? null : traffic.tally(label);
        if (tally != null) {
            tally.sent(bytes);
        }
    }

    @Override
    public void begun(Connection<?> connection, HttpRequestPacket request, Buffer unread) {
        OpenConnection line = LINE.get(connection);
        long counted = unread.remaining() - line.early;
        if (counted > 0) {
            received(line.newest, -counted);
        }
        Label label = labelOf(request);
        Tally tally = traffic.tally(label);
        if (tally != null) {
            tally.begun();
            tally.received(Math.max(unread.remaining(), line.early));
        }
        line.early = 0;
        line.newest = label;
        line.label = label;
    }

    @Override
    public void done(Connection<?> connection) {
        LINE.get(connection).label = null;
    }

    private void received(@Nullable Label label, long bytes) {
        Tally tally = traffic.tally(label);
        if (tally != null) {
            tally.received(bytes);
        }
    }

    private @Nullable Label labelOf(HttpRequestPacket request) {
        if (request.getQueryStringDC().isNull()) {
            return null;
        }
        String uri = Escapes.undone(request.getRequestURI());
        return uri.startsWith(contextPath)
                ? Label.of(uri.substring(contextPath.length()), Requests.queryOf(request))
                : null;
    }
}
