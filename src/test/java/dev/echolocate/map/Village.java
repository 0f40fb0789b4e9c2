package dev.echolocate.map;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An invented village on an invented island, in the middle of the Atlantic, as a map file in the schema of Protomaps: streets,
 * buildings, a harbour, a wood, names in two languages. Its directories have leaves; beyond the island there are no tiles.
 */
public final class Village {
    /** Of its market place. */
    public static final double LATITUDE = 45;

    /** As above. */
    public static final double LONGITUDE = -30;

    public static final String ATTRIBUTION =
            "<a href=\"https://echolocate.example\">Echo Island</a> &copy; nobody: it is invented";

    private static final int MIN_ZOOM = 6;
    private static final int MAX_ZOOM = 15;

    private static final double EARTH_M = 2 * Math.PI * 6378137;
    private static final double METRES = Math.cos(Math.toRadians(LATITUDE)) * EARTH_M;

    private final List<Thing> things = new ArrayList<>();
    private final List<double[]> houses = new ArrayList<>();

    /** Something of a layer; points in metres east and south of the market place. */
    private record Thing(String layer, int type, int from, Map<String, Object> properties, List<double[]> points) {}

    private Village() {
        island();
        streets();
        houses();
        names();
    }

    /** Writes it; the same bytes each time. */
    public static Path write(Path file) {
        return writer().write(file);
    }

    static ArchiveWriter writer() {
        ArchiveWriter writer = new ArchiveWriter()
                .zooms(MIN_ZOOM, MAX_ZOOM)
                .leaves(8)
                .bounds(LONGITUDE - 0.02, LATITUDE - 0.014, LONGITUDE + 0.02, LATITUDE + 0.014)
                .metadata("{\"attribution\":\"" + ATTRIBUTION.replace("\"", "\\\"")
                        + "\",\"planetiler:osm:osmosisreplicationtime\":\"2026-11-30T00:00:00Z\"}");
        Village village = new Village();
        for (int zoom = MIN_ZOOM; zoom <= MAX_ZOOM; zoom++) {
            village.write(writer, zoom);
        }
        return writer;
    }

    private void write(ArchiveWriter writer, int zoom) {
        double side = 1 << zoom;
        double x = (LONGITUDE + 180) / 360;
        double sin = Math.sin(Math.toRadians(LATITUDE));
        double y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
        double reach = 1600 / METRES;
        for (int column = (int) ((x - reach) * side); column <= (x + reach) * side; column++) {
            for (int row = (int) ((y - reach) * side); row <= (y + reach) * side; row++) {
                VectorTileWriter tile = new VectorTileWriter();
                for (Thing thing : things) {
                    add(tile, thing, zoom, x * side - column, y * side - row, side / METRES);
                }
                if (!tile.isEmpty()) {
                    writer.put(zoom, column, row, tile.bytes());
                }
            }
        }
    }

    private static void add(VectorTileWriter tile, Thing thing, int zoom, double x, double y, double scale) {
        List<double[]> points = new ArrayList<>();
        double west = 2;
        double east = -1;
        double north = 2;
        double south = -1;
        for (double[] point : thing.points) {
            double[] there = {x + point[0] * scale, y + point[1] * scale};
            west = Math.min(west, there[0]);
            east = Math.max(east, there[0]);
            north = Math.min(north, there[1]);
            south = Math.max(south, there[1]);
            points.add(there);
        }
        double edge = thing.type == VectorTileWriter.POINT ? 0 : 0.02;
        if (zoom >= thing.from && west < 1 + edge && east >= -edge && north < 1 + edge && south >= -edge) {
            tile.add(thing.layer, thing.type, thing.properties, points);
        }
    }

    private void area(String layer, String kind, int from, double... points) {
        things.add(new Thing(layer, VectorTileWriter.POLYGON, from, Map.of("kind", kind), pairs(points)));
    }

    private void street(String detail, String name, String chinese, double... points) {
        Map<String, Object> properties = new LinkedHashMap<>();
        boolean major = detail.equals("primary") || detail.equals("secondary");
        boolean path = detail.equals("path");
        properties.put("kind", major ? "major_road" : path ? "path" : "minor_road");
        properties.put("kind_detail", detail);
        if (!name.isEmpty()) {
            properties.put("name", name);
            properties.put("name:zh-Hans", chinese);
        }
        int from = major ? 11 : path ? 14 : 13;
        things.add(new Thing("roads", VectorTileWriter.LINE, from, properties, pairs(points)));
    }

    private void name(String layer, String kind, int from, String name, String chinese, double x, double y) {
        things.add(new Thing(
                layer,
                VectorTileWriter.POINT,
                from,
                Map.of("kind", kind, "name", name, "name:zh-Hans", chinese),
                List.of(new double[] {x, y})));
    }

    private static List<double[]> pairs(double... points) {
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < points.length; i += 2) {
            pairs.add(new double[] {points[i], points[i + 1]});
        }
        return pairs;
    }

    /** A round shape with bays. */
    private static double[] blob(double x, double y, double wide, double high, double wild) {
        double[] points = new double[480];
        for (int i = 0; i < points.length / 2; i++) {
            double turn = 4 * Math.PI * i / points.length;
            double radius =
                    1 + wild * (Math.sin(3 * turn + x) + 0.5 * Math.sin(7 * turn) + 0.2 * Math.sin(17 * turn + y));
            points[2 * i] = x + wide * radius * Math.cos(turn);
            points[2 * i + 1] = y + high * radius * Math.sin(turn);
        }
        return points;
    }

    private void island() {
        area("earth", "earth", 0, blob(0, 0, 1250, 850, 0.12));
        area("landuse", "residential", 10, -620, -350, 560, -360, 640, 380, 260, 420, -560, 430, -700, 100);
        area("landuse", "wood", 9, blob(-720, -430, 330, 150, 0.12));
        area("landuse", "meadow", 11, blob(840, -260, 170, 260, 0.1));
        area("landuse", "cemetery", 13, -540, -280, -470, -285, -465, -180, -545, -175);
        area("landuse", "park", 12, -190, -200, 50, -205, 55, -60, -180, -50);
        area("landuse", "beach", 12, blob(-520, 560, 260, 50, 0.1));
        area("landuse", "pedestrian", 14, -45, 34, 58, 34, 60, 110, -44, 110);
        // The harbour, and a pond in the park.
        area("water", "ocean", 8, 70, 1200, 80, 520, 170, 430, 420, 400, 520, 480, 560, 1200);
        area("water", "lake", 13, blob(-80, -130, 55, 30, 0.1));
        area("landuse", "pier", 13, 230, 400, 246, 400, 250, 600, 234, 600);
        area("landuse", "pier", 13, 390, 398, 404, 398, 420, 560, 406, 562);
    }

    private void streets() {
        street(
                "primary",
                "Harbour Road",
                "港湾路",
                -1000,
                -60,
                -700,
                -40,
                -420,
                0,
                -60,
                20,
                70,
                20,
                400,
                60,
                760,
                120,
                1040,
                60);
        street("secondary", "Lighthouse Street", "灯塔街", 70, -820, 62, -500, 70, -220, 70, 20, 80, 250, 90, 400);
        street("secondary", "Quay", "码头", 90, 400, 180, 385, 420, 370, 560, 390, 640, 300, 760, 120);
        street("residential", "Lantern Lane", "灯笼巷", -420, 0, -400, -160, -390, -330, -200, -340, 62, -330);
        street("residential", "Gull Row", "海鸥排", -420, 180, -200, 190, 76, 180);
        street("residential", "Baker Street", "面包街", -420, 0, -420, 180, -430, 380);
        street("residential", "Net Lane", "渔网巷", -240, 10, -220, 190, -230, 400, -20, 420, 90, 400);
        street("residential", "School Street", "学校街", 70, -220, 300, -210, 520, -190, 540, 70);
        street("residential", "Ropewalk", "制绳街", 300, 45, 290, -90, 300, -210, 310, -330);
        street("residential", "Cooper's Yard", "桶匠院", 240, 40, 235, 200, 240, 375);
        street("residential", "Tide Street", "潮汐街", 420, 62, 430, 220, 425, 370);
        street("residential", "Church Lane", "教堂巷", -60, 20, -60, 180);
        street("residential", "Weaver Street", "织工街", -225, 10, -215, -160, -200, -340);
        street("residential", "Mill Lane", "磨坊巷", -390, -170, -215, -170);
        street("residential", "Cooper's Row", "桶匠排", 78, 200, 235, 205, 430, 220);
        street("residential", "Signal Street", "信号街", 72, -100, 290, -90, 530, -80);
        street("residential", "Old Wall", "古墙街", -420, 100, -560, 110, -650, 60);
        street("service", "Fish Market", "鱼市", 90, 330, 235, 300);
        street("path", "", "", -390, -330, -520, -440, -760, -480, -980, -420);
        street("path", "", "", -140, -60, -60, -100, 60, -130);
        street("path", "", "", -430, 380, -520, 520, -540, 600);
        street("path", "", "", 760, 120, 860, -140, 840, -400, 700, -520);
    }

    /** Along both sides of the streets, where there is neither a street nor a park nor water. */
    private void houses() {
        List<Thing> streets =
                things.stream().filter(thing -> thing.layer.equals("roads")).toList();
        for (Thing street : streets) {
            if (street.properties.get("kind_detail").equals("path")) {
                continue;
            }
            for (int i = 1; i < street.points.size(); i++) {
                along(street.points.get(i - 1), street.points.get(i), streets);
            }
        }
    }

    private void along(double[] from, double[] to, List<Thing> streets) {
        double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        double east = (to[0] - from[0]) / length;
        double south = (to[1] - from[1]) / length;
        for (double way = 14; way < length - 8; way += 19) {
            for (int side = -1; side <= 1; side += 2) {
                double deep = 19 + 2 * Math.sin(way + from[0]);
                double x = from[0] + east * way - south * side * deep;
                double y = from[1] + south * way + east * side * deep;
                double wide = 7.5 + 1.5 * Math.sin(3 * way + from[1]);
                if (isFree(x, y, streets)) {
                    houses.add(new double[] {x, y});
                    house(x, y, east * wide, south * wide, 8 + 2 * Math.cos(way));
                }
            }
        }
    }

    private void house(double x, double y, double east, double south, double deep) {
        double across = deep / Math.hypot(east, south);
        double[] corners = new double[8];
        int[][] signs = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        for (int i = 0; i < signs.length; i++) {
            corners[2 * i] = x + signs[i][0] * east - signs[i][1] * south * across;
            corners[2 * i + 1] = y + signs[i][0] * south + signs[i][1] * east * across;
        }
        area("buildings", "building", 13, corners);
    }

    private boolean isFree(double x, double y, List<Thing> streets) {
        boolean town = x > -640 && x < 600 && y > -355 && y < 395;
        boolean park = x > -205 && x < 60 && y > -215 && y < -40;
        boolean square = x > -58 && x < 72 && y > 25 && y < 122;
        boolean apart = houses.stream().noneMatch(house -> Math.hypot(house[0] - x, house[1] - y) < 17);
        return town && !park && !square && apart && streets.stream().noneMatch(street -> isOn(street, x, y));
    }

    private static boolean isOn(Thing street, double x, double y) {
        for (int i = 1; i < street.points.size(); i++) {
            double[] a = street.points.get(i - 1);
            double[] b = street.points.get(i);
            double squared = Math.pow(b[0] - a[0], 2) + Math.pow(b[1] - a[1], 2);
            double share = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / squared;
            double on = Math.max(0, Math.min(1, share));
            if (Math.hypot(a[0] + on * (b[0] - a[0]) - x, a[1] + on * (b[1] - a[1]) - y) < 15) {
                return true;
            }
        }
        return false;
    }

    private void names() {
        name("places", "locality", 6, "Echo Haven", "回声港", 5, 80);
        name("places", "neighbourhood", 14, "Fishers' End", "渔村", -330, 300);
        name("places", "neighbourhood", 14, "Upper Town", "上城", 190, -130);
        name("water", "bay", 13, "Harbour", "港口", 320, 720);
        name("water", "fountain", 13, "A fountain", "喷泉", 0, 60);
    }
}
