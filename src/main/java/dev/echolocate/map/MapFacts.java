package dev.echolocate.map;

import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a map file before a tile of it is asked for. Immutable.
 *
 * @param version another one for each state of the file: letters, digits and hyphens
 * @param attribution who made it, as text; null where it doesn't say
 * @param date of its data, as in 2026-11-30; null where it doesn't say
 */
public record MapFacts(
        String version,
        TileType type,
        boolean gzipped,
        int minZoom,
        int maxZoom,
        Bounds bounds,
        @Nullable String attribution,
        @Nullable String date) {}
