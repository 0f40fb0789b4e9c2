package dev.echolocate.map;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a Mapbox Vector Tile 2.1. Geometries are in parts of the tile's side, and may go beyond it. */
final class VectorTileWriter {
    static final int POINT = 1;
    static final int LINE = 2;
    static final int POLYGON = 3;

    private static final int EXTENT = 4096;

    private final Map<String, Layer> layers = new LinkedHashMap<>();

    private static final class Layer {
        final ByteArrayOutputStream features = new ByteArrayOutputStream();
        final List<String> keys = new ArrayList<>();
        final List<Object> values = new ArrayList<>();
    }

    /** @param points {x, y}, of a ring without the last one, which is the first */
    void add(String name, int type, Map<String, Object> properties, List<double[]> points) {
        Layer layer = layers.computeIfAbsent(name, made -> new Layer());
        ByteArrayOutputStream tags = new ByteArrayOutputStream();
        properties.forEach((key, value) -> {
            ArchiveWriter.varint(tags, index(layer.keys, key));
            ArchiveWriter.varint(tags, index(layer.values, value));
        });
        ByteArrayOutputStream feature = new ByteArrayOutputStream();
        field(feature, 2, tags.toByteArray());
        number(feature, 3, type);
        field(feature, 4, geometry(type, points));
        field(layer.features, 2, feature.toByteArray());
    }

    boolean isEmpty() {
        return layers.isEmpty();
    }

    byte[] bytes() {
        ByteArrayOutputStream tile = new ByteArrayOutputStream();
        layers.forEach((name, layer) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            number(out, 15, 2);
            field(out, 1, name.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(layer.features.toByteArray());
            layer.keys.forEach(key -> field(out, 3, key.getBytes(StandardCharsets.UTF_8)));
            layer.values.forEach(value -> field(out, 4, value(value)));
            number(out, 5, EXTENT);
            field(tile, 3, out.toByteArray());
        });
        return tile.toByteArray();
    }

    private static byte[] geometry(int type, List<double[]> points) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] at = {0, 0};
        ArchiveWriter.varint(out, 1 << 3 | 1);
        step(out, at, points.get(0));
        if (points.size() > 1) {
            ArchiveWriter.varint(out, (points.size() - 1) << 3 | 2);
            points.subList(1, points.size()).forEach(point -> step(out, at, point));
        }
        if (type == POLYGON) {
            ArchiveWriter.varint(out, 1 << 3 | 7);
        }
        return out.toByteArray();
    }

    private static void step(ByteArrayOutputStream out, int[] at, double[] point) {
        for (int i = 0; i < 2; i++) {
            int to = (int) Math.round(point[i] * EXTENT);
            int by = to - at[i];
            ArchiveWriter.varint(out, by << 1 ^ by >> 31);
            at[i] = to;
        }
    }

    private static <T> int index(List<T> known, T one) {
        if (!known.contains(one)) {
            known.add(one);
        }
        return known.indexOf(one);
    }

    private static byte[] value(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (value instanceof String text) {
            field(out, 1, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Boolean truth) {
            number(out, 7, truth ? 1 : 0);
        } else {
            number(out, 5, ((Number) value).longValue());
        }
        return out.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
        ArchiveWriter.varint(out, (long) number << 3 | 2);
        ArchiveWriter.varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, int number, long value) {
        ArchiveWriter.varint(out, (long) number << 3);
        ArchiveWriter.varint(out, value);
    }
}
