package dev.echolocate.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.testkit.LogWatch;
import dev.echolocate.testkit.TrustingTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewedIdentityTest {
    @TempDir
    Path temp;

    private Path file;
    private Identity first;
    private RenewedIdentity identity;

    @BeforeEach
    void load() throws Exception {
        file = temp.resolve("server.p12");
        Files.copy(TrustingTls.keystore(), file);
        first = TrustingTls.identity();
        identity = new RenewedIdentity(file, TrustingTls.password());
        assertEquals(first.certificate(), identity.get().certificate());
    }

    /** A file with another certificate and the same password. */
    private Path another() throws Exception {
        Path password = Files.writeString(temp.resolve("password.txt"), TrustingTls.password());
        Path made = temp.resolve("made.p12");
        Files.deleteIfExists(made);
        Keytool.ofThisJava().generate(made, password, Set.of("dns:localhost"), 3);
        return made;
    }

    private void lookTwice() {
        identity.look();
        identity.look();
    }

    @Test
    void anotherFileIsTakenOnceItHasComeToRest() throws Exception {
        lookTwice();
        assertEquals(first.certificate(), identity.get().certificate());
        Files.move(another(), file, StandardCopyOption.REPLACE_EXISTING);
        identity.look();
        assertEquals(first.certificate(), identity.get().certificate(), "it may still be written to");
        identity.look();
        assertNotEquals(first.certificate(), identity.get().certificate());
        assertEquals(
                Identity.load(file, TrustingTls.password()).fingerprint(),
                identity.get().fingerprint());
    }

    @Test
    void oneThatIsWrittenOverInPlaceIsTakenToo() throws Exception {
        FileTime before = Files.getLastModifiedTime(file);
        Files.write(file, Files.readAllBytes(another()));
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));
        lookTwice();
        assertNotEquals(first.certificate(), identity.get().certificate());
    }

    @Test
    void aLinkThatLeadsElsewhereIsFollowed() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("live.p12"), file);
        RenewedIdentity linked = new RenewedIdentity(link, TrustingTls.password());
        Path made = another();
        Files.delete(link);
        Files.createSymbolicLink(link, made);
        linked.look();
        linked.look();
        assertNotEquals(first.certificate(), linked.get().certificate());
    }

    @Test
    void whatCannotBeReadChangesNothingAndIsSaidOnce() throws Exception {
        try (LogWatch log = new LogWatch()) {
            Files.writeString(file, "half of a key st");
            for (int i = 0; i < 5; i++) {
                identity.look();
            }
            assertEquals(first.certificate(), identity.get().certificate());
            List<String> said = log.heard();
            assertEquals(1, said.size(), said::toString);
            assertTrue(said.get(0).contains(file.toString()), said::toString);
            assertTrue(said.get(0).contains("still in use"), said::toString);
        }
        Files.delete(file);
        lookTwice();
        assertEquals(first.certificate(), identity.get().certificate());
        Files.move(another(), file);
        lookTwice();
        assertNotEquals(first.certificate(), identity.get().certificate());
    }

    @Test
    void theFirstOneHasToBeRight() {
        assertThrows(TlsException.class, () -> new RenewedIdentity(temp.resolve("none.p12"), ""));
        assertThrows(TlsException.class, () -> new RenewedIdentity(file, "wrong"));
    }
}
