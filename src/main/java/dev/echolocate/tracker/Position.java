package dev.echolocate.tracker;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody was, valid as it is.
 *
 * @param latitude degrees, -90 to 90 (WGS 84, as in W3C Geolocation)
 * @param longitude degrees, -180 to 180
 * @param accuracy metres, not negative
 * @param altitude metres
 * @param heading degrees clockwise from north, 0 to 360
 * @param speed metres a second, not negative
 * @param at when, in milliseconds since the epoch; null: when it came in
 * @param paused whether no more is to be expected for now: the phone is locked, or the tab hidden
 */
public record Position(
        Id id,
        @Nullable String name,
        double latitude,
        double longitude,
        @Nullable Double accuracy,
        @Nullable Double altitude,
        @Nullable Double heading,
        @Nullable Double speed,
        @Nullable Long at,
        boolean paused) {}
