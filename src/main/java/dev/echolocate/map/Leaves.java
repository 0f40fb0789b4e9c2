package dev.echolocate.map;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directories below the root that were used last, bounded in number and in entries. For one thread at a time. */
final class Leaves {
    static final int MAX_KEPT = 64;

    /** 24 bytes each: 12 MiB. */
    static final int MAX_ENTRIES = 1 << 19;

    private final Map<Long, Directory> newestLast = new LinkedHashMap<>(16, 0.75f, true);
    private int entries;

    @Nullable
    Directory get(long offset) {
        return newestLast.get(offset);
    }

    void put(long offset, Directory leaf) {
        newestLast.put(offset, leaf);
        entries += leaf.entries();
        Iterator<Directory> oldest = newestLast.values().iterator();
        while (newestLast.size() > MAX_KEPT || entries > MAX_ENTRIES) {
            entries -= oldest.next().entries();
            oldest.remove();
        }
    }

    int kept() {
        return newestLast.size();
    }
}
