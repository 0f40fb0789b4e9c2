package dev.echolocate.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Assumptions;

/** Two of this machine, so that a server on its loopback interface sees two clients. */
final class Addresses {
    static final InetAddress ATTACKER = loopback(2);
    static final InetAddress HEALTHY = loopback(3);

    private Addresses() {}

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Skips the tests where there is but one, as on macOS. */
    static void assumeBindable() {
        for (InetAddress address : new InetAddress[] {ATTACKER, HEALTHY}) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(address, 0));
            } catch (IOException e) {
                Assumptions.abort(address.getHostAddress() + " can't be bound here (" + e.getMessage()
                        + "): attacks need two clients that the server can tell apart");
            }
        }
    }
}
