package dev.echolocate.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One file as it is served. Immutable: nobody writes to its bytes. */
final class Asset {
    private static final int WORTH_IT = 512;

    private final String type;
    private final byte[] bytes;
    private final byte @Nullable [] gzipped;
    private final String tag;
    private final long modified;

    private Asset(String type, byte[] bytes, byte @Nullable [] gzipped, long modified) {
        this.type = type;
        this.bytes = bytes;
        this.gzipped = gzipped;
        this.tag = tag(bytes);
        this.modified = modified;
    }

    /** @param modified epoch milliseconds */
    static Asset of(String name, byte[] bytes, long modified) {
        return make(ContentTypes.of(name), bytes, modified);
    }

    private static Asset make(String type, byte[] bytes, long modified) {
        byte[] gzipped = ContentTypes.isText(type) && bytes.length > WORTH_IT ? gzip(bytes) : null;
        return new Asset(type, bytes, gzipped, modified);
    }

    /** The same file with other bytes. */
    Asset with(byte[] others) {
        return make(type, others, modified);
    }

    boolean isPage() {
        return type.startsWith("text/html");
    }

    /** Media type. */
    String type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The same, compressed; null where that is not worth it. */
    byte @Nullable [] gzipped() {
        return gzipped;
    }

    /** Bytes in memory. */
    int size() {
        return bytes.length + (gzipped == null ? 0 : gzipped.length);
    }

    /** Weak entity tag of both (RFC 9110 8.8.3). */
    String tag() {
        return tag;
    }

    long modified() {
        return modified;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
