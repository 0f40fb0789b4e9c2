package dev.echolocate.embedded;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;

/** The ways to end a TCP connection. */
final class LingeringClose {
    private LingeringClose() {}

    /** At once, and nothing stays behind in the kernel. */
    static void abort(TCPNIOConnection connection) {
        try {
            ((SocketChannel) connection.getChannel()).setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | RuntimeException e) {
            // It is closed already, or as good as.
        }
        connection.terminateSilently();
    }

    /**
     * Sends what waits, then the end of our side, and drops what the peer still sends until it ends its side too. A
     * plain close with input unread would reset the connection, and the peer could lose our last words (RFC 9293
     * 3.10.4, RFC 6455 7.1.1). The phase's deadlines keep this short.
     */
    static void say(TCPNIOConnection connection, Phase phase) {
        say(connection, phase, Buffers.EMPTY_BUFFER);
    }

    /** As above. On the connection's own thread where there are words: nothing that is being said comes in between. */
    static void say(TCPNIOConnection connection, Phase phase, Buffer words) {
        if (!phase.closing() || !connection.isOpen()) {
            return;
        }
        WriteCompletion<WritableMessage> done = new WriteCompletion<>(failure -> {
            if (failure == null) {
                phase.lingering();
                endOurSide(connection);
            } else {
                abort(connection);
            }
        });
        if (words.hasRemaining()) {
            var unused = connection.write(words);
        }
        TlsSession tls = TlsFilter.sessionOf(connection);
        if (tls != null) {
            tls.end(done);
        } else {
            Transports.write(connection, Buffers.EMPTY_BUFFER, done);
        }
    }

    private static void endOurSide(TCPNIOConnection connection) {
        try {
            ((SocketChannel) connection.getChannel()).shutdownOutput();
        } catch (IOException | RuntimeException e) {
            abort(connection);
        }
    }
}
