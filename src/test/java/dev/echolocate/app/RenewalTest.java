package dev.echolocate.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.Client;
import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Handshake;
import dev.echolocate.testkit.Http;
import dev.echolocate.testkit.TrustingTls;
import dev.echolocate.tls.Identity;
import dev.echolocate.tls.Lan;
import dev.echolocate.tls.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is renewed while the server runs, as certbot does it each two months. */
class RenewalTest {
    @TempDir
    Path temp;

    @Test
    void whoComesGetsTheNewCertificateAndWhoIsInStays() throws Exception {
        Path other = temp.resolve("other");
        // With the password of the first one: it is set once, and holds for all that come.
        Files.createDirectory(other);
        Files.writeString(other.resolve("password.txt"), TrustingTls.password());
        Identity renewed = new SelfSigned(other).identity("localhost", new Lan(List.of(), List.of()));
        Path file = temp.resolve("server.p12");
        Files.copy(TrustingTls.keystore(), file);
        try (GrizzlyServer server =
                new GrizzlyServer(Map.of("tls-keystore", file.toString(), "tls-password", TrustingTls.password()))) {
            assertEquals(TrustingTls.identity().certificate(), shown(server));
            Client inside = Client.plain(server, "/echo?prefix=");
            Files.move(other.resolve("certificate.p12"), file, StandardCopyOption.REPLACE_EXISTING);
            Deadline.await("the new certificate", () -> renewed.certificate().equals(shown(server)));
            inside.send("still here");
            assertEquals("still here", inside.next().text());
            assertEquals(200, Http.get(server, "/").status());
            aProbeTrustsIt(server);
        }
    }

    /** Its connection to itself trusts one certificate: that of now. */
    private static void aProbeTrustsIt(GrizzlyServer server) {
        try (Client probe = Client.over(Handshake.to(server, "/inspect").protocols("probe.v1"))) {
            assertTrue(probe.next().text().contains("\"handshake\""));
            probe.send("{\"probe\":\"open\"}");
            String answer = probe.next().text();
            assertTrue(answer.contains("\"state\":\"open\""), answer);
        }
    }

    private static Certificate shown(GrizzlyServer server) {
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket tls = TrustingTls.over(tcp)) {
            tls.startHandshake();
            return tls.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
