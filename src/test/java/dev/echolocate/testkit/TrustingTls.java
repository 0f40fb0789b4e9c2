package dev.echolocate.testkit;

import dev.echolocate.tls.Identity;
import dev.echolocate.tls.Lan;
import dev.echolocate.tls.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A client of TLS that trusts everybody, and a certificate for the tests of this JVM. */
public final class TrustingTls {
    private static final SSLContext CLIENT = client();

    private TrustingTls() {}

    /** Made once, because that takes a second. */
    private static final class Made {
        static final Path FOLDER;
        static final Identity IDENTITY;

        static {
            try {
                FOLDER = Files.createTempDirectory("echolocate-test-tls-");
                FOLDER.toFile().deleteOnExit();
                IDENTITY = new SelfSigned(FOLDER).identity("localhost", new Lan(List.of(), List.of()));
                try (var files = Files.list(FOLDER)) {
                    files.forEach(file -> file.toFile().deleteOnExit());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** For a server at localhost. */
    public static Identity identity() {
        return Made.IDENTITY;
    }

    /** For a server that is to use that certificate. */
    public static Map<String, String> settings() {
        return Map.of("self-signed", "true", "tls-directory", Made.FOLDER.toString());
    }

    /** Where it is kept, for a server that wants a file. */
    public static Path keystore() {
        return Made.FOLDER.resolve("certificate.p12");
    }

    /** Of that file. */
    public static String password() {
        try {
            return Files.readString(Made.FOLDER.resolve("password.txt")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as certbot lays it out: {@code fullchain.pem} and {@code privkey.pem}. */
    public static void writePem(Path folder) {
        identity();
        char[] password = password().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(keystore().toFile(), password);
            String alias = store.aliases().nextElement();
            Files.writeString(
                    folder.resolve("fullchain.pem"),
                    pem("CERTIFICATE", store.getCertificate(alias).getEncoded()));
            Files.writeString(
                    folder.resolve("privkey.pem"),
                    pem("PRIVATE KEY", store.getKey(alias, password).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String what, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    public static SSLContext context() {
        return CLIENT;
    }

    /** Speaks TLS over a connected socket; hands are shaken at the first byte. Closing it closes the socket. */
    public static SSLSocket over(Socket connected, String... protocols) throws IOException {
        SSLSocket socket =
                (SSLSocket) CLIENT.getSocketFactory().createSocket(connected, "localhost", connected.getPort(), true);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    /** Says that it is over, and ends the connection, without waiting for the peer to say so too, as Java's own does. */
    public static void close(Socket socket, Socket tcp) throws IOException {
        try (tcp) {
            if (socket instanceof SSLSocket tls && !tcp.isClosed() && !tls.isOutputShutdown()) {
                tls.shutdownOutput();
            }
        }
    }

    private static SSLContext client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Extended, because only then nobody compares the name either. */
    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
