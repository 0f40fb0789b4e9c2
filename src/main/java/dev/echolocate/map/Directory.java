package dev.echolocate.map;

import java.util.Arrays;

/** Where tiles lie, or further directories do. Immutable. */
final class Directory {
    /** A byte for each of its four numbers, at least. */
    private static final int LEAST_BYTES = 4;

    private final long[] ids;
    private final long[] offsets;
    private final int[] lengths;

    /** How many tiles in a row are the same; 0 where it is a directory. */
    private final int[] runs;

    private Directory(int count) {
        ids = new long[count];
        offsets = new long[count];
        lengths = new int[count];
        runs = new int[count];
    }

    /** @param unpacked what a directory's section holds; how many entries it makes is bounded by its length */
    static Directory of(byte[] unpacked) throws ArchiveException {
        Varints in = new Varints(unpacked);
        Directory made = new Directory(in.next(in.left() / LEAST_BYTES, "a number of entries"));
        made.read(in);
        return made;
    }

    private void read(Varints in) throws ArchiveException {
        long last = 0;
        for (int i = 0; i < ids.length; i++) {
            last = sum(last, in.next());
            ids[i] = last;
        }
        for (int i = 0; i < ids.length; i++) {
            runs[i] = in.next(Integer.MAX_VALUE, "a run");
        }
        for (int i = 0; i < ids.length; i++) {
            lengths[i] = in.next(Integer.MAX_VALUE, "a length");
        }
        for (int i = 0; i < ids.length; i++) {
            long offset = in.next();
            if (offset == 0 && i == 0) {
                throw ArchiveException.damaged("a directory's first entry follows none");
            }
            // 0: right behind the one before.
            offsets[i] = offset == 0 ? sum(offsets[i - 1], lengths[i - 1]) : offset - 1;
        }
    }

    private static long sum(long a, long b) throws ArchiveException {
        long sum = a + b;
        if (sum < 0) {
            throw ArchiveException.damaged("a directory has numbers that are too large");
        }
        return sum;
    }

    int entries() {
        return ids.length;
    }

    /** The entry that a tile falls into; -1 where there is none. */
    int find(long id) {
        int at = Arrays.binarySearch(ids, id);
        int entry = at >= 0 ? at : -at - 2;
        return entry >= 0 && runs[entry] > 0 && id - ids[entry] >= runs[entry] ? -1 : entry;
    }

    boolean isDirectory(int entry) {
        return runs[entry] == 0;
    }

    /** Where it lies: of a tile, among the tiles; of a directory, among those that are not the root. */
    Section place(int entry, Section among) throws ArchiveException {
        return among.part(offsets[entry], lengths[entry]);
    }
}
