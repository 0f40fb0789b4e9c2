package dev.echolocate.benchmarks.work;

import java.nio.ByteBuffer;

/** Search without making objects. */
final class Bytes {
    private Bytes() {}

    /** Where it goes on after the next {@code what}; -1 if there is none. */
    static int find(ByteBuffer buffer, int from, int end, byte[] what) {
        for (int at = from; at <= end - what.length; at++) {
            int same = 0;
            while (same < what.length && buffer.get(at + same) == what[same]) {
                same++;
            }
            if (same == what.length) {
                return at + same;
            }
        }
        return -1;
    }
}
