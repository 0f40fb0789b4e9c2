package dev.echolocate.map;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** How parts of a file are packed, of the ways that Java can unpack. */
enum Packing {
    NONE,
    GZIP;

    /** @param what is packed so, to follow "its" */
    static Packing of(int code, String what) throws ArchiveException {
        return switch (code) {
            case 1 -> NONE;
            case 2 -> GZIP;
            case 3 -> throw unknown(what, "Brotli");
            case 4 -> throw unknown(what, "Zstandard");
            default -> throw unknown(what, "a way of number " + code);
        };
    }

    private static ArchiveException unknown(String what, String way) {
        return new ArchiveException("can't be used: its " + what + " are packed by " + way
                + ", and this server unpacks gzip. Make it again with gzip, or with no packing");
    }

    /** Unpacks, or fails where that gives more than so many bytes. No more than those is ever held. */
    byte[] unpack(byte[] packed, int atMost) throws ArchiveException {
        if (this == NONE) {
            return packed;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] all = in.readNBytes(atMost);
            if (all.length == atMost && in.read() >= 0) {
                throw ArchiveException.damaged("unpacked, a part of it has more than " + atMost + " bytes");
            }
            return all;
        } catch (ArchiveException e) {
            throw e;
        } catch (IOException e) {
            throw ArchiveException.damaged("a part of it can't be unpacked");
        }
    }
}
