package dev.echolocate.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
    private static final Lan NONE = new Lan(List.of(), List.of());

    @TempDir
    Path temp;

    private Identity identity(String host, Lan lan) throws Exception {
        return new SelfSigned(temp.resolve("state")).identity(host, lan);
    }

    private static Lan lan(String address) throws Exception {
        return Lan.of(InetAddress.getByName(address));
    }

    @Test
    void itIsForAServerOfThatNameAndKeptBetweenStarts() throws Exception {
        Identity made = identity("127.0.0.2", lan("192.168.1.5"));
        X509Certificate certificate = made.certificate();
        assertEquals(CertificateNames.of("127.0.0.2", lan("192.168.1.5").all()), CertificateNames.of(certificate));
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals("EC", certificate.getPublicKey().getAlgorithm());
        certificate.checkValidity();
        assertTrue(Duration.between(
                                certificate.getNotBefore().toInstant(),
                                certificate.getNotAfter().toInstant())
                        .compareTo(Duration.ofDays(398))
                <= 0);
        assertTrue(made.fingerprint().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"), made.fingerprint());

        assertEquals(certificate, identity("127.0.0.2", lan("192.168.1.5")).certificate());
        assertEquals(certificate, identity("localhost", NONE).certificate(), "fewer names are no reason");
    }

    @Test
    void itIsForItsOwnerOnly() throws Exception {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
        identity("localhost", NONE);
        Path state = temp.resolve("state");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
        for (String file : List.of("certificate.p12", "password.txt")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(file))));
        }
    }

    @Test
    void aNewAddressNeedsANewOne() throws Exception {
        Identity before = identity("localhost", lan("192.168.1.5"));
        Identity after = identity("localhost", lan("192.168.1.6"));
        assertNotEquals(before.fingerprint(), after.fingerprint());
        assertTrue(CertificateNames.of(after.certificate()).contains("ip:192.168.1.6"));
    }

    @Test
    void itIsRenewedBeforeItExpires() throws Exception {
        Path state = temp.resolve("state");
        Identity before = identity("localhost", NONE);
        Instant end = before.certificate().getNotAfter().toInstant();
        assertEquals(
                before.certificate(), at(end.minus(Duration.ofDays(8)), state).certificate());
        assertNotEquals(
                before.certificate(), at(end.minus(Duration.ofDays(6)), state).certificate());
    }

    private static Identity at(Instant now, Path state) throws Exception {
        return new SelfSigned(state, Keytool.ofThisJava(), InstantSource.fixed(now)).identity("localhost", NONE);
    }

    @Test
    void whatCannotBeReadIsReplaced() throws Exception {
        Path state = temp.resolve("state");
        Identity before = identity("localhost", NONE);
        Files.writeString(state.resolve("certificate.p12"), "nonsense");
        assertNotEquals(before.certificate(), identity("localhost", NONE).certificate());
        Files.delete(state.resolve("password.txt"));
        identity("localhost", NONE);
        assertTrue(Files.size(state.resolve("password.txt")) > 32);
    }

    @Test
    void withoutKeytoolThatIsSaid() {
        SelfSigned lacking = new SelfSigned(
                temp.resolve("state"), new Keytool(temp.resolve("bin").resolve("keytool")), InstantSource.system());
        String message = assertThrows(TlsException.class, () -> lacking.identity("localhost", NONE))
                .getMessage();
        assertTrue(message.startsWith("--self-signed needs keytool"), message);
    }

    @Test
    void aFolderThatCannotBeIsSaid() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        String message = assertThrows(
                        TlsException.class, () -> new SelfSigned(file.resolve("state")).identity("localhost", NONE))
                .getMessage();
        assertTrue(message.contains("--tls-directory"), message);
    }

    @Test
    void theFolderIsWhereTheSystemKeepsSuchThings() {
        Path home = temp.resolve("home");
        assertEquals(
                home.resolve(".local/state/echolocate"), SelfSigned.defaultFolder(Map.<String, String>of()::get, home));
        String state = temp.resolve("xdg").toString();
        assertEquals(
                temp.resolve("xdg/echolocate"), SelfSigned.defaultFolder(Map.of("XDG_STATE_HOME", state)::get, home));
        assertEquals(
                home.resolve(".local/state/echolocate"),
                SelfSigned.defaultFolder(Map.of("XDG_STATE_HOME", "relative")::get, home));
        assertEquals(
                temp.resolve("xdg/echolocate"), SelfSigned.defaultFolder(Map.of("LOCALAPPDATA", state)::get, home));
    }

    @Test
    void aKeyStoreOpensWithItsPasswordOnly() throws Exception {
        Identity made = identity("localhost", NONE);
        Path store = temp.resolve("state/certificate.p12");
        String password = Files.readString(temp.resolve("state/password.txt"));
        assertEquals(made.fingerprint(), Identity.load(store, password).fingerprint());
        assertTrue(refusal(store, "wrong").contains("ECHOLOCATE_TLS_PASSWORD"));
        assertTrue(refusal(temp.resolve("nothing.p12"), "").contains("is not there"));
        assertTrue(refusal(Files.writeString(temp.resolve("text.p12"), "a key store?"), "")
                .contains("PKCS12"));
    }

    private static String refusal(Path store, String password) {
        String message = assertThrows(TlsException.class, () -> Identity.load(store, password))
                .getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }
}
