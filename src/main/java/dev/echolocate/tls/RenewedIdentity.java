package dev.echolocate.tls;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who this server is, from a key store that is renewed while it runs: certificates of Let's Encrypt last some weeks. {@link
 * #look} takes what is new in the file; where that can't be read, the old one stays. {@link #get} may be called on any
 * thread, {@link #look} on one at a time.
 */
public final class RenewedIdentity implements Supplier<Identity> {
    private static final Logger LOG = System.getLogger(RenewedIdentity.class.getName());

    private final Path file;
    private final String password;
    private volatile Identity current;

    /** Of the file that is in use, or that could not be read and is not tried again. */
    private @Nullable Stamp settled;

    /** Of the last look. A file that has changed since may still be in the making. */
    private @Nullable Stamp seen;

    /** What tells one state of a file from another. Of a link, of what it leads to. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {
        static @Nullable Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                // Some programs take a file away before they put the new one there.
                return null;
            }
        }
    }

    /**
     * Reads it for the first time.
     *
     * @param password of the file and of its key, now and later
     */
    public RenewedIdentity(Path file, String password) throws TlsException {
        this.file = file;
        this.password = password;
        settled = Stamp.of(file);
        seen = settled;
        current = Identity.load(file, password);
    }

    @Override
    public Identity get() {
        return current;
    }

    /** Takes the file if it is another one than before, and has been the same for two looks. Reads the disk. */
    public void look() {
        Stamp now = Stamp.of(file);
        boolean quiet = now != null && now.equals(seen);
        seen = now;
        if (!quiet || seen == null || seen.equals(settled)) {
            return;
        }
        settled = now;
        try {
            Identity renewed = Identity.load(file, password);
            current = renewed;
            LOG.log(
                    Level.INFO,
                    "A renewed certificate was taken from {0}: SHA-256 {1}, until {2}",
                    file,
                    renewed.fingerprint(),
                    renewed.certificate().getNotAfter().toInstant());
        } catch (TlsException e) {
            LOG.log(Level.WARNING, "{0}. The certificate from before is still in use.", e.getMessage());
        }
    }
}
