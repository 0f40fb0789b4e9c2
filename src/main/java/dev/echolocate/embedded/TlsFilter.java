package dev.echolocate.embedded;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.glassfish.grizzly.ssl.SSLUtils;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 and 1.3 between the guard and the codec. Grizzly's own filter waits for the peer on the selector's thread when a
 * handshake is repeated, and says no close_notify.
 *
 * <p>A handshake that is not done in time exceeds the deadline of a request's headers. A handshake that fails, or isn't
 * one, is a client's mistake: it ends the connection and is not logged.
 */
final class TlsFilter extends BaseFilter {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** The type of a record of a handshake, which every TLS connection begins with (RFC 8446 5.1). */
    private static final byte HANDSHAKE = 22;

    private static final byte[] NOT_HERE = """
            HTTP/1.1 400 Bad Request
            Content-Type: text/plain; charset=utf-8
            X-Content-Type-Options: nosniff
            Cache-Control: no-store
            Connection: close

            This port speaks HTTPS only: the address has to begin with https://
            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private static final Attribute<TlsSession> SESSION =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(TlsFilter.class.getName() + ".session");

    private final Supplier<SSLContext> context;
    private final ConnectionDeadlines guard;

    /** Of this server's threads, and gone with them. */
    private final ThreadLocal<ByteBuffer> scratch = ThreadLocal.withInitial(() -> ByteBuffer.allocate(17 << 10));

    /**
     * @param context asked for each connection anew, because certificates are renewed
     * @param guard has room for what is not whole yet, and counts whom there is none for
     */
    TlsFilter(Supplier<SSLContext> context, ConnectionDeadlines guard) {
        this.context = context;
        this.guard = guard;
    }

    /** Null where the connection is not TLS. */
    static @Nullable TlsSession sessionOf(Connection<?> connection) {
        return SESSION.get(connection);
    }

    @Override
    public NextAction handleAccept(FilterChainContext ctx) throws IOException {
        TCPNIOConnection connection = (TCPNIOConnection) ctx.getConnection();
        SSLEngine engine = context.get().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        // This is how the codec knows that a request is secure.
        SSLUtils.setSSLEngine(connection, engine);
        SESSION.set(connection, new TlsSession(connection, engine, scratch, guard.heldOf(connection)));
        return ctx.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) throws IOException {
        TCPNIOConnection connection = (TCPNIOConnection) ctx.getConnection();
        TlsSession session = SESSION.get(connection);
        Buffer read = ctx.getMessage();
        if (!session.hasBegun() && read.get(read.position()) != HANDSHAKE) {
            return refuse(ctx, connection);
        }
        ByteBuffer plain;
        try {
            plain = session.decrypt(read.toByteBuffer());
        } catch (SSLException e) {
            if (e instanceof TlsSession.Crowded) {
                guard.crowded();
            }
            LingeringClose.say(connection, ConnectionDeadlines.phaseOf(connection));
            return ctx.getStopAction();
        } finally {
            read.tryDispose();
        }
        if (plain.hasRemaining()) {
            ctx.setMessage(Buffers.wrap(ctx.getMemoryManager(), plain));
            return ctx.getInvokeAction();
        }
        if (session.peerEnded()) {
            // If something came along with it, the end of TCP's stream, which follows, is soon enough.
            LingeringClose.say(connection, ConnectionDeadlines.phaseOf(connection));
        }
        return ctx.getStopAction();
    }

    @Override
    @SuppressWarnings("unchecked") // Grizzly's handlers of writes are handlers of their results
    public NextAction handleWrite(FilterChainContext ctx) {
        TlsSession session = SESSION.get(ctx.getConnection());
        Buffer message = ctx.getMessage();
        CompletionHandler<WriteResult<WritableMessage, SocketAddress>> done =
                ctx.getTransportContext().getCompletionHandler();
        session.send(message.toByteBuffer(), done);
        message.tryDispose();
        return ctx.getStopAction();
    }

    /** Somebody left out the s of https. */
    private static NextAction refuse(FilterChainContext ctx, TCPNIOConnection connection) throws IOException {
        SESSION.remove(connection);
        Transports.write(connection, Buffers.wrap(ctx.getMemoryManager(), NOT_HERE.clone()), null);
        LingeringClose.say(connection, ConnectionDeadlines.phaseOf(connection));
        return ctx.getStopAction();
    }
}
