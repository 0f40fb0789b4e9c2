package dev.echolocate.map;

/** What a map covers, in degrees: west and east from -180 to 180, south and north from -90 to 90. */
public record Bounds(double west, double south, double east, double north) {
    private static final Bounds WORLD = new Bounds(-180, -90, 180, 90);

    /** Those of the whole world where the numbers are none of a place: some programs write noughts. */
    static Bounds of(double west, double south, double east, double north) {
        boolean apart = west < east && south < north;
        boolean real = west >= WORLD.west && east <= WORLD.east && south >= WORLD.south && north <= WORLD.north;
        return apart && real ? new Bounds(west, south, east, north) : WORLD;
    }
}
