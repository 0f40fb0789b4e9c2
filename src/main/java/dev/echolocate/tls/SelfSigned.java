package dev.echolocate.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that nobody vouches for. Browsers warn of it once; whoever accepts it has an encrypted connection, and a
 * page that may ask for a position.
 *
 * <p>It is kept in a folder between starts, so that it has to be accepted once and not each day: {@code
 * certificate.p12}, and beside it {@code password.txt}, both for their owner only. It is made again when it is about to
 * expire, doesn't have the names that are needed, or can't be read.
 */
public final class SelfSigned {
    /** Some browsers take no certificate that is valid for longer than 398 days. */
    private static final int DAYS = 397;

    private static final Duration SPARE = Duration.ofDays(7);
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;
    private final Keytool keytool;
    private final InstantSource clock;

    /** @param folder made where it is missing */
    public SelfSigned(Path folder) {
        this(folder, Keytool.ofThisJava(), InstantSource.system());
    }

    SelfSigned(Path folder, Keytool keytool, InstantSource clock) {
        this.folder = folder;
        this.keytool = keytool;
        this.clock = clock;
    }

    /** Where programs of this user keep what they remember, by the habit of the operating system. */
    public static Path defaultFolder() {
        return defaultFolder(name -> System.getenv(name), Path.of(System.getProperty("user.home", "")));
    }

    static Path defaultFolder(AddressLookup environment, Path home) {
        UnaryOperator<Path> ours = base -> base.resolve("echolocate");
        String windows = environment.get("LOCALAPPDATA");
        if (windows != null && !windows.isBlank()) {
            return ours.apply(Path.of(windows));
        }
        String state = environment.get("XDG_STATE_HOME");
        if (state != null && Path.of(state).isAbsolute()) {
            return ours.apply(Path.of(state));
        }
        return ours.apply(home.resolve(".local").resolve("state"));
    }

    /** From a variable's name to its value. */
    @FunctionalInterface
    interface AddressLookup {
        @Nullable
        String get(String name);
    }

    /**
     * The certificate of this machine, made where there is none that will do. Takes seconds then.
     *
     * @param host that is listened on, a name or an address
     * @param lan whose offered addresses have to be in it
     */
    public Identity identity(String host, Lan lan) throws TlsException {
        try {
            Private.folder(folder);
            try (FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Two that start at once must not make two. Closing the channel releases it.
                lock.lock();
                return keptOrMade(host, lan);
            }
        } catch (TlsException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new TlsException(
                    "The certificate cannot be kept in " + folder + " (" + e.getMessage()
                            + "): choose another folder with --tls-directory",
                    e);
        }
    }

    private Identity keptOrMade(String host, Lan lan) throws IOException {
        Path password = folder.resolve("password.txt");
        Path store = folder.resolve("certificate.p12");
        Identity kept = kept(store, password);
        if (kept != null && willDo(kept, CertificateNames.of(host, lan.offered()))) {
            return kept;
        }
        if (!Files.exists(password) || Files.readString(password).isBlank()) {
            Files.deleteIfExists(password);
            Private.file(password);
            Files.writeString(password, random());
        }
        Path made = folder.resolve("making.p12");
        Files.deleteIfExists(made);
        keytool.generate(made, password, CertificateNames.of(host, lan.all()), DAYS);
        Private.restrict(made, "rw-------");
        Files.move(made, store, StandardCopyOption.REPLACE_EXISTING);
        return Identity.load(store, Files.readString(password).strip());
    }

    private static @Nullable Identity kept(Path store, Path password) throws IOException {
        if (!Files.exists(store) || !Files.exists(password)) {
            return null;
        }
        try {
            return Identity.load(store, Files.readString(password).strip());
        } catch (TlsException e) {
            return null;
        }
    }

    private boolean willDo(Identity kept, Set<String> needed) {
        boolean lasts = clock.instant()
                .plus(SPARE)
                .isBefore(kept.certificate().getNotAfter().toInstant());
        return lasts && CertificateNames.of(kept.certificate()).containsAll(needed);
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
