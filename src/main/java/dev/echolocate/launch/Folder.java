package dev.echolocate.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that only its owner can enter. A file in it is locked for as long as the process lives, however that
 * ends: so the next process knows which folders are left by dead ones, and sweeps them.
 */
final class Folder {
    private static final Pattern NAME = Pattern.compile("echolocate-[0-9]+");
    private static final String LOCK = "lock";

    private final Path path;
    private final @Nullable FileChannel lock;

    private Folder(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static Folder make() throws IOException {
        Path path = Files.createTempDirectory("echolocate-", ownerOnly());
        return new Folder(path, locked(path));
    }

    /** Null where the file system has no locks: then nobody sweeps it. */
    private static @Nullable FileChannel locked(Path folder) throws IOException {
        Path unlocked = folder.resolve("unlocked");
        FileChannel lock = FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock.lock();
            // Others look for this name, and never see it without its lock while this process lives.
            Files.move(unlocked, folder.resolve(LOCK));
            return lock;
        } catch (IOException e) {
            lock.close();
            return null;
        }
    }

    /** What is to be kept in it, apart from the lock. */
    Path contents() {
        return path.resolve("war");
    }

    /** Deletes what dead processes of the same user have left beside it, as far as it can. */
    void sweep() throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(path.resolveSibling(""))) {
            for (Path other : others) {
                sweep(other);
            }
        }
    }

    private void sweep(Path other) {
        try {
            if (isLike(other)) {
                sweepIfDead(other);
            }
        } catch (IOException e) {
            // It has no lock, or somebody else sweeps it, or it can't be deleted: it stays.
        }
    }

    /** By name, kind and owner; this one isn't. */
    private boolean isLike(Path other) throws IOException {
        return NAME.matcher(String.valueOf(other.getFileName())).matches()
                && !other.endsWith(String.valueOf(path.getFileName()))
                && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path));
    }

    private static void sweepIfDead(Path folder) throws IOException {
        try (FileChannel lock =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (lock.tryLock() != null) {
                new Folder(folder, lock).delete();
            }
        } catch (OverlappingFileLockException e) {
            // This very process lives in it.
        }
    }

    /** The lock goes last: what can't be deleted now is left to the next process. */
    void delete() throws IOException {
        delete(contents());
        if (lock != null) {
            // Windows deletes no file that is open.
            lock.close();
        }
        delete(path);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** On Windows, the user's temporary folder is private as it is. */
    private static FileAttribute<?>[] ownerOnly() {
        return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
