package dev.echolocate.tracker;

import dev.echolocate.base.Budget;

/**
 * The way of one person: the newest 200 points of the last 30 minutes. Degrees are kept as 1e-7 of them (about a
 * centimetre), times in milliseconds since the first point, 12 bytes a point. Confined to {@link Trails}.
 */
final class Trail {
    static final int MAX_POINTS = 200;
    static final long MAX_AGE_MILLIS = 30 * 60 * 1000L;
    private static final double UNIT = 1e7;
    private static final int FIRST_POINTS = 8;
    private static final int POINT_BYTES = 3 * Integer.BYTES;

    private final long joined;
    private final long epoch;
    private final Budget budget;

    /** Latitude, longitude, time; latitude, longitude, time; and so on; a ring that begins at {@code first}. */
    private int[] points = {};

    private int first;
    private int size;

    /**
     * The way of one stay in a room.
     *
     * @param joined when that began, in milliseconds since the epoch
     * @param at of the first point, likewise
     */
    Trail(long joined, long at, Budget budget) {
        this.joined = joined;
        this.epoch = at;
        this.budget = budget;
    }

    /** Whether it is the trail of this stay, and not of somebody who had the id before. */
    boolean isOf(long stay) {
        return joined == stay;
    }

    void add(double latitude, double longitude, long at) {
        long time = at - epoch;
        if (time != (int) time || (size > 0 && time <= points[3 * index(size - 1) + 2])) {
            return;
        }
        forget(at);
        if (size == capacity() && !grow()) {
            drop();
        }
        if (size < capacity()) {
            int i = 3 * index(size++);
            points[i] = (int) Math.round(latitude * UNIT);
            points[i + 1] = (int) Math.round(longitude * UNIT);
            points[i + 2] = (int) time;
        }
    }

    /** Forgets the points that are too old. */
    void forget(long now) {
        while (size > 0 && now - (epoch + points[3 * first + 2]) > MAX_AGE_MILLIS) {
            drop();
        }
    }

    /** Appends {@code [[lat,lon,at],…]}. */
    void write(StringBuilder json) {
        json.append('[');
        for (int n = 0; n < size; n++) {
            int i = 3 * index(n);
            json.append(n == 0 ? "[" : ",[");
            json.append(Decimals.of(points[i] / UNIT)).append(',');
            json.append(Decimals.of(points[i + 1] / UNIT)).append(',');
            json.append(epoch + points[i + 2]).append(']');
        }
        json.append(']');
    }

    /** Gives its bytes back. */
    void close() {
        budget.give((long) capacity() * POINT_BYTES);
        points = new int[0];
        size = 0;
    }

    private int capacity() {
        return points.length / 3;
    }

    private int index(int n) {
        return (first + n) % capacity();
    }

    private void drop() {
        if (size > 0) {
            first = index(1);
            size--;
        }
    }

    private boolean grow() {
        int capacity = Math.min(MAX_POINTS, Math.max(FIRST_POINTS, 2 * capacity()));
        if (capacity == capacity() || !budget.tryTake((long) (capacity - capacity()) * POINT_BYTES)) {
            return false;
        }
        int[] unrolled = new int[3 * capacity];
        for (int n = 0; n < size; n++) {
            System.arraycopy(points, 3 * index(n), unrolled, 3 * n, 3);
        }
        points = unrolled;
        first = 0;
        return true;
    }
}
