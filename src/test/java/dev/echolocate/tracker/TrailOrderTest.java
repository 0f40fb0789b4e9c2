package dev.echolocate.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.JsonWriter;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Points that come late, and where they go. */
class TrailOrderTest {
    private static final long AT = 1_800_000_000_000L;

    private final Budget budget = new Budget(1 << 20);

    private static String points(long... seconds) {
        return LongStream.of(seconds)
                .mapToObj(s -> Trail.point(0, 0, AT + 1000 * s))
                .collect(Collectors.joining());
    }

    private static String read(Trail trail) {
        return trail.write(new JsonWriter().array()).done();
    }

    private static String told(long... seconds) {
        String all = points(seconds);
        return "[" + (all.isEmpty() ? "" : all.substring(0, all.length() - 1)) + "]";
    }

    private Trail trail() {
        return new Trail(0, Address.UNKNOWN, budget);
    }

    @Test
    void whatIsNewerIsAddedAtTheEnd() {
        Trail trail = trail();
        assertSame(trail, trail.with(points(1)));
        assertSame(trail, trail.with(points(2, 2, 3)));
        assertSame(trail, trail.with(points(3)));
        assertSame(trail, trail.with(""));
        assertEquals(told(1, 2, 3), read(trail));
    }

    @Test
    void whatIsOlderComesToItsPlace() {
        Trail trail = trail().with(points(10, 20));
        Trail longer = trail.with(points(5, 15, 25));
        assertNotSame(trail, longer);
        assertEquals(told(5, 10, 15, 20, 25), read(longer));
        assertEquals(told(5, 10, 15, 20, 25, 30), read(longer.with(points(30))));
        longer.close();
        assertEquals(0, budget.used(), "the shorter one has given its bytes back");
    }

    @Test
    void ofTwoAtOneTimeTheFirstStays() {
        Trail trail = trail().with(Trail.point(1, 1, AT)).with(Trail.point(2, 2, AT + 5));
        trail = trail.with(Trail.point(9, 9, AT) + Trail.point(3, 3, AT + 1) + Trail.point(9, 9, AT + 5));
        assertEquals("[[1,1," + AT + "],[3,3," + (AT + 1) + "],[2,2," + (AT + 5) + "]]", read(trail));
    }

    @Test
    void theOldestFallOut() {
        Trail trail = trail().with(points(LongStream.range(100, 300).toArray()));
        assertEquals(
                told(LongStream.range(100, 300).toArray()), read(trail.with(points(1, 2, 3))), "they are too many");
    }

    /** Over the budget, what is known is not given up for what is older. */
    @Test
    void whereThereIsNoRoomItStaysAsItIs() {
        Budget small = new Budget(Trail.OVERHEAD + 2 * Trail.CHUNK_BYTES);
        Trail trail = new Trail(0, Address.UNKNOWN, small).with(points(10, 20, 30, 40, 50, 60, 70, 80, 90, 100));
        long used = small.used();
        String before = read(trail);
        assertSame(trail, trail.with(points(5, 15)));
        assertEquals(before, read(trail));
        assertEquals(used, small.used());
    }

    /** In whatever order points come, and however many at once: read are the newest of all, by their times. */
    @Test
    void atRandomTheOrderIsThatOfTheTimes() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TreeMap<Long, String> model = new TreeMap<>();
            Trail trail = trail();
            long newest = 0;
            for (int step = 0; step < 200; step++) {
                StringBuilder points = new StringBuilder();
                long second = random.nextInt(4) == 0 ? Math.max(0, newest - random.nextInt(60)) : newest;
                for (int n = random.nextInt(10); n >= 0; n--) {
                    second += random.nextInt(5);
                    String point = Trail.point(random.nextInt(90), random.nextInt(1_000_000) / 1e7, AT + second);
                    points.append(point);
                    model.putIfAbsent(AT + second, point.substring(0, point.length() - 1));
                }
                newest = Math.max(newest, second);
                trail = trail.with(points.toString());
                while (model.size() > Trail.MAX_POINTS) {
                    model.pollFirstEntry();
                }
                String read = read(trail);
                assertEquals("[" + String.join(",", model.values()) + "]", read, "seed " + seed + ", step " + step);
                assertTrue(read.length() <= budget.used(), "what it holds is counted");
            }
            trail.close();
            assertEquals(0, budget.used());
        }
    }
}
