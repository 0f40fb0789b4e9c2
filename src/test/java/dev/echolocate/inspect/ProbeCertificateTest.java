package dev.echolocate.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.inspect.ProbeEnd.How;
import dev.echolocate.testkit.TrustingTls;
import dev.echolocate.tls.Lan;
import dev.echolocate.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a probe trusts. */
class ProbeCertificateTest extends ProbeFixture {
    private InetSocketAddress tlsServer(Conversation conversation) throws IOException {
        return serve(
                TrustingTls.identity()
                        .context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress()),
                conversation);
    }

    @Test
    void thePinnedCertificateIsTrusted() throws IOException {
        probe(
                probes(TrustingTls.identity().certificate()),
                tlsServer(socket -> {
                    shake(socket);
                    frame(socket, 1, (byte) 'x');
                    readToEnd(socket);
                }),
                true);
        assertTrue(seen.next(String.class).startsWith("HTTP/1.1 101"));
        assertEquals("810178", seen.next(ProbeFrame.class).bytes().hex());
    }

    @Test
    void noOtherCertificateIs(@TempDir Path folder) throws IOException {
        X509Certificate other = new SelfSigned(folder)
                .identity("localhost", new Lan(List.of(), List.of()))
                .certificate();
        probe(probes(other), tlsServer(ProbeFixture::readToEnd), true);
        ProbeEnd end = seen.end();
        assertEquals(How.CERTIFICATE, end.kind());
        assertEquals("", end.request());
    }

    @Test
    void whereNoCertificateIsKnownNoneIsTrusted() throws IOException {
        probe(probes(null), tlsServer(ProbeFixture::readToEnd), true);
        assertEquals(How.CERTIFICATE, seen.end().kind());
        assertFalse(probes(null).knowsCertificate());
    }

    @Test
    void whereNoTlsIsSpokenThatIsSaid() throws IOException {
        probe(
                probes(TrustingTls.identity().certificate()),
                server(socket -> {
                    say(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
                    readToEnd(socket);
                }),
                true);
        assertEquals(How.TLS, seen.end().kind());
    }
}
