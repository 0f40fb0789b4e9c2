package dev.echolocate.map;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes PMTiles files of version 3, good ones and odd ones: each part of the header can be something else. */
public final class ArchiveWriter {
    private static final int GZIP = 2;

    /** By number: what the file has is in this order. */
    private final TreeMap<Long, byte[]> tiles = new TreeMap<>();

    private int type = 1;
    private int packing = GZIP;
    private int tilePacking = GZIP;
    private int leafSize = Integer.MAX_VALUE;
    private int minZoom = 0;
    private int maxZoom = 15;
    private double[] bounds = {-180, -85, 180, 85};
    private String metadata = "{}";

    /** One directory's entry; a run of 0 is a further directory. */
    record Entry(long id, long run, long length, long offset) {}

    public ArchiveWriter put(int z, int x, int y, byte[] tile) {
        tiles.put(TileId.of(z, x, y), tile);
        return this;
    }

    /** 1 MVT, 2 PNG, 3 JPEG, 4 WebP. */
    public ArchiveWriter type(int code) {
        type = code;
        return this;
    }

    /** Of directories, and of tiles: 1 none, 2 gzip; other numbers are said, and nothing is packed. */
    public ArchiveWriter packing(int directories, int ofTiles) {
        packing = directories;
        tilePacking = ofTiles;
        return this;
    }

    /** Entries of a directory, beyond which there are further ones below it. */
    public ArchiveWriter leaves(int size) {
        leafSize = size;
        return this;
    }

    public ArchiveWriter zooms(int min, int max) {
        minZoom = min;
        maxZoom = max;
        return this;
    }

    public ArchiveWriter bounds(double west, double south, double east, double north) {
        bounds = new double[] {west, south, east, north};
        return this;
    }

    public ArchiveWriter metadata(String json) {
        metadata = json;
        return this;
    }

    public Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        List<Entry> entries = entries(data);
        ByteArrayOutputStream leaves = new ByteArrayOutputStream();
        while (entries.size() > leafSize) {
            entries = split(entries, leaves);
        }
        byte[] root = packed(directory(entries), packing);
        byte[] about = packed(metadata.getBytes(StandardCharsets.UTF_8), packing);
        return file(root, about, leaves.toByteArray(), data.toByteArray());
    }

    /** Neighbours that are equal are one, with a run. */
    private List<Entry> entries(ByteArrayOutputStream data) {
        List<Entry> entries = new ArrayList<>();
        byte[] last = null;
        for (Map.Entry<Long, byte[]> tile : tiles.entrySet()) {
            Entry before = entries.isEmpty() ? null : entries.get(entries.size() - 1);
            if (before != null && tile.getKey() == before.id + before.run && Arrays.equals(last, tile.getValue())) {
                entries.set(entries.size() - 1, new Entry(before.id, before.run + 1, before.length, before.offset));
                continue;
            }
            last = tile.getValue();
            byte[] stored = packed(last, tilePacking);
            entries.add(new Entry(tile.getKey(), 1, stored.length, data.size()));
            data.writeBytes(stored);
        }
        return entries;
    }

    private List<Entry> split(List<Entry> entries, ByteArrayOutputStream leaves) {
        List<Entry> above = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += leafSize) {
            List<Entry> part = entries.subList(from, Math.min(entries.size(), from + leafSize));
            byte[] leaf = packed(directory(part), packing);
            above.add(new Entry(part.get(0).id, 0, leaf.length, leaves.size()));
            leaves.writeBytes(leaf);
        }
        return above;
    }

    static byte[] directory(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, entries.size());
        long last = 0;
        for (Entry entry : entries) {
            varint(out, entry.id - last);
            last = entry.id;
        }
        entries.forEach(entry -> varint(out, entry.run));
        entries.forEach(entry -> varint(out, entry.length));
        long end = -1;
        for (Entry entry : entries) {
            varint(out, entry.offset == end ? 0 : entry.offset + 1);
            end = entry.offset + entry.length;
        }
        return out.toByteArray();
    }

    static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while (left > 127) {
            out.write((int) (left & 127 | 128));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private byte[] file(byte[] root, byte[] about, byte[] leaves, byte[] data) {
        int[] lengths = {root.length, about.length, leaves.length, data.length};
        ByteBuffer header = ByteBuffer.allocate(ArchiveHeader.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        header.put("PMTiles".getBytes(StandardCharsets.US_ASCII)).put((byte) 3);
        long offset = ArchiveHeader.LENGTH;
        for (int length : lengths) {
            header.putLong(offset).putLong(length);
            offset += length;
        }
        header.putLong(tiles.size()).putLong(tiles.size()).putLong(tiles.size());
        header.put((byte) 1).put((byte) packing).put((byte) tilePacking).put((byte) type);
        header.put((byte) minZoom).put((byte) maxZoom);
        for (double edge : bounds) {
            header.putInt((int) Math.round(edge * 1e7));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header.array());
        for (byte[] part : List.of(root, about, leaves, data)) {
            file.writeBytes(part);
        }
        return file.toByteArray();
    }

    static byte[] packed(byte[] bytes, int how) {
        if (how != GZIP) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
