package dev.echolocate.map;

import java.io.IOException;

/**
 * A map file that can't be used, or not there. The message is what the operator is told, to follow the file's name: {@code is cut
 * off: …}. One line.
 */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1;

    ArchiveException(String message) {
        super(message);
    }

    /** What an operating system says of a file. */
    static ArchiveException unread(IOException why) {
        String said = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
        return new ArchiveException("can't be read: " + said);
    }

    /** Where it says of itself what can't be. */
    static ArchiveException damaged(String what) {
        return new ArchiveException("is damaged: " + what);
    }
}
