package dev.echolocate.tracker;

import dev.echolocate.base.Address;
import dev.echolocate.base.Budget;
import dev.echolocate.base.Budget.Taken;
import dev.echolocate.base.Decimals;
import dev.echolocate.base.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way of one person: the newest 200 points of the last 30 minutes in the order of their times, each as the JSON that readers get,
 * made once by who reported it. Degrees have seven decimals, about a centimetre. The text is in chunks that only grow at their end, so
 * whoever reads needs no lock. Written by one thread at a time.
 */
final class Trail {
    static final int MAX_POINTS = 200;
    static final long MAX_AGE_MILLIS = 30 * 60 * 1000L;

    /** Six points or so; one has 45 at most. */
    private static final int CHUNK_TEXT = 256;

    /** Bytes of heap of a chunk. */
    static final int CHUNK_BYTES = CHUNK_TEXT + 64;

    /** Bytes of heap that it costs besides. */
    static final int OVERHEAD = 240;

    private static final double UNIT = 1e7;

    private final long joined;
    private final Address from;
    private final Budget budget;
    private long counted;
    private int size;
    private long newest;
    private volatile View view = new View(new Chunk[0], 0, 0);

    /** Points, each {@code [lat,lon,at],}. */
    private static final class Chunk {
        final byte[] text = new byte[CHUNK_TEXT];
        int end;
    }

    /** What is there at one moment: from a place in the first chunk to one in the last, which grows behind that. */
    private static final class View {
        final Chunk[] chunks;
        final int from;
        final int to;

        View(Chunk[] chunks, int from, int to) {
            this.chunks = chunks;
            this.from = from;
            this.to = to;
        }

        int start(int chunk) {
            return chunk == 0 ? from : 0;
        }

        int length() {
            int length = 0;
            for (int i = 0; i < chunks.length; i++) {
                length += end(i) - start(i);
            }
            return length;
        }

        int end(int chunk) {
            return chunk == chunks.length - 1 ? to : chunks[chunk].end;
        }

        /** Where the oldest point ends. */
        int afterFirst() {
            return after(chunks[0].text, from);
        }

        /** When the oldest point was. */
        long time() {
            return Trail.time(chunks[0].text, afterFirst() - 3);
        }
    }

    /**
     * The way of one stay in a room.
     *
     * @param joined when that began, in milliseconds since the epoch
     * @param from whom its bytes are counted to
     */
    Trail(long joined, Address from, Budget budget) {
        this.joined = joined;
        this.from = from;
        this.budget = budget;
    }

    /** Whether it is the trail of this stay, and not of somebody who had the id before. */
    boolean isOf(long stay) {
        return joined == stay;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * The way with more points. Those that are newer than the newest are added at its end. Where one is older, another trail is made
     * of all, and this one is closed; who reads it meanwhile is not disturbed.
     *
     * @param points as {@link #point} writes them, one after the other; of several at one time the one that came first stays
     * @return the trail that has them: this or another one
     */
    Trail with(String points) {
        byte[] more = points.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0, to; from < more.length; from = to) {
            to = after(more, from);
            long at = time(more, to - 3);
            if (size > 0 && at < newest) {
                return merged(more);
            }
            if (size == 0 || at > newest) {
                append(more, from, to, at);
            }
        }
        return this;
    }

    /** Where the budget is too small for as many points as there are, they stay as they are. */
    private Trail merged(byte[] more) {
        SortedMap<Long, byte[]> points = new TreeMap<>();
        collect(text(), points);
        collect(more, points);
        Trail merged = new Trail(joined, from, budget);
        points.forEach((at, point) -> merged.append(point, 0, point.length, at));
        Trail kept = merged.size < size ? this : merged;
        Trail other = kept == merged ? this : merged;
        other.close();
        return kept;
    }

    private static void collect(byte[] text, SortedMap<Long, byte[]> points) {
        for (int from = 0, to; from < text.length; from = to) {
            to = after(text, from);
            points.putIfAbsent(time(text, to - 3), Arrays.copyOfRange(text, from, to));
        }
    }

    /** A point that is newer than the newest. */
    private void append(byte[] text, int from, int to, long at) {
        if (size == MAX_POINTS) {
            drop();
        }
        int length = to - from;
        View now = view;
        if ((now.chunks.length == 0 || now.to + length > CHUNK_TEXT) && !grow()) {
            return;
        }
        now = view;
        Chunk last = now.chunks[now.chunks.length - 1];
        System.arraycopy(text, from, last.text, last.end, length);
        last.end += length;
        view = new View(now.chunks, now.from, last.end);
        newest = at;
        size++;
    }

    /** A point: {@code [lat,lon,at],}. */
    static String point(double latitude, double longitude, long at) {
        StringBuilder point = new StringBuilder(48).append('[');
        Decimals.append(point, Math.round(latitude * UNIT));
        Decimals.append(point.append(','), Math.round(longitude * UNIT));
        return point.append(',').append(at).append("],").toString();
    }

    /** Where the next point begins. */
    private static int after(byte[] text, int from) {
        int end = from;
        while (text[end] != ']') {
            end++;
        }
        return end + 2;
    }

    /** The number whose last digit is there. */
    private static long time(byte[] text, int last) {
        long time = 0;
        long digit = 1;
        for (int i = last; text[i] != ','; i--) {
            time += digit * (long) (text[i] - '0');
            digit *= 10;
        }
        return time;
    }

    /**
     * Forgets the points that are too old.
     *
     * @param now by this server's clock, as pages tell ages, too
     */
    void forget(long now) {
        while (size > 0 && now - view.time() > MAX_AGE_MILLIS) {
            drop();
        }
    }

    /** Writes {@code [lat,lon,at],…}, the elements of an array. Any thread. */
    JsonWriter write(JsonWriter json) {
        byte[] all = text();
        return all.length == 0 ? json : json.ascii(new String(all, 0, all.length - 1, StandardCharsets.ISO_8859_1));
    }

    /** All points, one after the other. Any thread. */
    private byte[] text() {
        View now = view;
        byte[] all = new byte[now.length()];
        int length = 0;
        for (int i = 0; i < now.chunks.length; i++) {
            int more = now.end(i) - now.start(i);
            System.arraycopy(now.chunks[i].text, now.start(i), all, length, more);
            length += more;
        }
        return all;
    }

    /** Gives its bytes back. */
    void close() {
        budget.give(from, counted);
        counted = 0;
        size = 0;
        view = new View(new Chunk[0], 0, 0);
    }

    /** The oldest point; its chunk goes with its last one. */
    private void drop() {
        View now = view;
        int next = now.afterFirst();
        size--;
        if (next < now.end(0) || now.chunks.length == 1) {
            view = new View(now.chunks, next, now.to);
        } else {
            dropChunk();
        }
    }

    private void dropChunk() {
        Chunk[] rest = Arrays.copyOfRange(view.chunks, 1, view.chunks.length);
        view = new View(rest, 0, rest.length == 0 ? 0 : view.to);
        give(CHUNK_BYTES);
    }

    /** One chunk more: of the budget, or in place of the oldest. */
    private boolean grow() {
        if (!take()) {
            if (view.chunks.length == 0) {
                return false;
            }
            Chunk first = view.chunks[0];
            while (size > 0 && view.chunks[0] == first) {
                drop();
            }
            if (view.chunks[0] == first) {
                dropChunk();
            }
            if (!take()) {
                return false;
            }
        }
        Chunk[] longer = Arrays.copyOf(view.chunks, view.chunks.length + 1);
        longer[longer.length - 1] = new Chunk();
        view = new View(longer, view.from, 0);
        return true;
    }

    private boolean take() {
        long bytes = CHUNK_BYTES + (counted == 0 ? (long) OVERHEAD : 0);
        boolean taken = budget.tryTake(from, bytes) == Taken.YES;
        counted += taken ? bytes : 0;
        return taken;
    }

    private void give(long bytes) {
        budget.give(from, bytes);
        counted -= bytes;
    }
}
