package dev.echolocate.tls;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/** Files and folders for their owner only. */
final class Private {
    private Private() {}

    /** Makes the folder, and those above it, where they are missing. One that is there stays as it is. */
    static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        Files.createDirectory(folder, permissions("rwx------"));
        restrict(folder, "rwx------");
    }

    /** Makes an empty file, which nobody else can have opened before anything is in it. */
    static void file(Path file) throws IOException {
        Files.createFile(file, permissions("rw-------"));
        restrict(file, "rw-------");
    }

    /** For a file that some other program has made. */
    static void restrict(Path path, String permissions) throws IOException {
        if (isPosix()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            return;
        }
        FileStore store = Files.getFileStore(path);
        if (store.supportsFileAttributeView(AclFileAttributeView.class)) {
            AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
