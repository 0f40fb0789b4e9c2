package dev.echolocate.map;

/**
 * A part of a file.
 *
 * @param offset from the file's beginning, in bytes
 * @param length in bytes
 */
record Section(long offset, long length) {
    /** Fails where it isn't all within a file of that size. */
    Section within(long size) throws ArchiveException {
        if (offset < 0 || length < 0) {
            throw ArchiveException.damaged("it says that it has a part of " + length + " bytes at " + offset);
        }
        if (offset > size || length > size - offset) {
            throw new ArchiveException("is cut off: it has " + size + " bytes, and says that a part of " + length
                    + " bytes begins at " + offset + ". Copy it again");
        }
        return this;
    }

    /** A part of this one; its offset is from this one's beginning. Fails where that is not all within. */
    Section part(long from, long bytes) throws ArchiveException {
        if (from < 0 || bytes < 0 || from > length || bytes > length - from) {
            throw ArchiveException.damaged("a directory names what is not in it");
        }
        return new Section(offset + from, bytes);
    }
}
