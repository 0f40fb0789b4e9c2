package dev.echolocate.inspect;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A client of TLS that trusts one certificate, and nobody else, whatever its name and whoever vouches for it. Thread-safe.
 */
final class PinnedTls {
    private final SSLContext context;

    PinnedTls(X509Certificate pin) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Pin(pin)}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }

    /** Shakes hands over a connection. Fails with an SSLException whose cause is a CertificateException for another one. */
    SSLSocket over(Socket tcp) throws IOException {
        String address = tcp.getInetAddress().getHostAddress();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, address, tcp.getPort(), true);
        socket.startHandshake();
        return socket;
    }

    /** Extended, because only then nobody compares the name as well. */
    private static final class Pin extends X509ExtendedTrustManager {
        private final X509Certificate pin;

        Pin(X509Certificate pin) {
            this.pin = pin;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain.length == 0 || !pin.equals(chain[0])) {
                throw new CertificateException("not the one that is trusted");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
