package dev.echolocate.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The application, running on this machine's loopback interface. */
public interface Server extends AutoCloseable {
    int port();

    /** Empty, or begins with a slash and does not end with one. */
    String contextPath();

    /** Stops it as its operator would, and returns when it has stopped. Idempotent. */
    @Override
    void close();

    /** Stops it and starts it again on the same port, with nothing remembered. */
    void restart();

    /** Whether it speaks TLS, with a certificate that nobody has to trust. */
    default boolean isSecure() {
        return false;
    }

    /** The address that its clients come from, or null: whatever the system picks. */
    default @Nullable InetAddress clients() {
        return null;
    }

    /** The same server, for clients that come from another address of this machine, such as 127.0.0.2. */
    default Server from(InetAddress clients) {
        return new Elsewhere(this, clients);
    }

    /**
     * A TCP connection to it.
     *
     * @param receiveBuffer bytes, or 0 for what is usual: who doesn't read soon holds the server up with a small one
     */
    default Socket dial(int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            if (clients() != null) {
                socket.bind(new InetSocketAddress(clients(), 0));
            }
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), (int) Deadline.STEP.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What it does in its own way. */
    default Set<Difference> differences() {
        return Set.of();
    }

    /** Whether it says this above FINE where the application can't help it. */
    default boolean saysItself(String logged) {
        return false;
    }

    /** What a page would be loaded from, without a slash at the end. */
    default String origin() {
        return (isSecure() ? "https" : "http") + "://localhost:" + port();
    }

    /** The address of a page. */
    default String url(String path) {
        return origin() + contextPath() + path;
    }
}
